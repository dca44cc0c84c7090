/**
 * Electron's accelerators, such as `CommandOrControl+Shift+Space`: how pressed keys become one, and how one is shown.
 * Source: Electron's documentation, "Accelerator".
 */
import type { PressedKey } from './key-combo.ts'

/** What pressed keys are as a shortcut for all programs. */
export type PressedShortcut =
  /** Only modifiers are down yet; the caps to show for them. */
  | { readonly type: 'begun'; readonly caps: readonly string[] }
  | { readonly type: 'accelerator'; readonly accelerator: string }
  /** `alone`: it would be taken from typing. `common`: from editing in every program. `unknown`: Electron has no name for it. */
  | { readonly type: 'refused'; readonly reason: 'alone' | 'common' | 'unknown' }

const MODIFIER_KEYS = new Set([
  'Control',
  'Meta',
  'Alt',
  'AltGraph',
  'Shift',
  'CapsLock',
  'Fn',
  'OS',
  'Super',
])

/** Keys whose name here is not the one in KeyboardEvent.key. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
}

const NAMED_KEY =
  /^(?:Space|Plus|Up|Down|Left|Right|Return|Tab|Insert|Home|End|PageUp|PageDown|Delete|Backspace|PrintScreen|[-=[\]\\;'`,./]|F(?:[1-9]|1\d|2[0-4]))$/
const FUNCTION_KEY = /^F\d+$/
/** What editing and typing use with Ctrl or ⌘ alone. */
const CHARACTER_KEY = /^.$/

/** What the keys that are down right now would be. */
export function pressedShortcut(pressed: PressedKey, platform: string): PressedShortcut {
  const modifiers = modifiersOf(pressed, platform)
  if (MODIFIER_KEYS.has(pressed.key))
    return { type: 'begun', caps: acceleratorCaps(modifiers.join('+'), platform) }
  const key = keyName(pressed)
  if (key === null) return { type: 'refused', reason: 'unknown' }
  const isFunctionKey = FUNCTION_KEY.test(key)
  if (!isFunctionKey && modifiers.every((modifier) => modifier === 'Shift'))
    return { type: 'refused', reason: 'alone' }
  if (modifiers.join('+') === 'CommandOrControl' && CHARACTER_KEY.test(key))
    return { type: 'refused', reason: 'common' }
  return { type: 'accelerator', accelerator: [...modifiers, key].join('+') }
}

/** In the order they are written and shown. */
function modifiersOf(pressed: PressedKey, platform: string): string[] {
  const isMac = platform === 'darwin'
  return [
    ...(isMac && pressed.ctrlKey ? ['Control'] : []),
    ...((isMac ? pressed.metaKey : pressed.ctrlKey) ? ['CommandOrControl'] : []),
    ...(!isMac && pressed.metaKey ? ['Super'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    ...(pressed.shiftKey ? ['Shift'] : []),
  ]
}

/** Letters go by what the layout types, and by the key's place where that is no Latin letter, as Option makes it on macOS. */
function keyName({ key, code }: PressedKey): string | null {
  const numpad = /^Numpad(\d)$/.exec(code)?.[1]
  if (numpad !== undefined) return `num${numpad}`
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const name = KEY_NAMES[key] ?? key
  if (NAMED_KEY.test(name)) return name
  return /^Key([A-Z])$/.exec(code)?.[1] ?? (code === 'Space' ? 'Space' : null)
}

const MAC_CAPS: Readonly<Record<string, string>> = {
  commandorcontrol: '⌘',
  cmdorctrl: '⌘',
  command: '⌘',
  cmd: '⌘',
  super: '⌘',
  meta: '⌘',
  control: '⌃',
  ctrl: '⌃',
  alt: '⌥',
  option: '⌥',
  shift: '⇧',
  return: '↵',
  backspace: '⌫',
  delete: '⌦',
}

const OTHER_CAPS: Readonly<Record<string, string>> = {
  commandorcontrol: 'Ctrl',
  cmdorctrl: 'Ctrl',
  control: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
  return: 'Enter',
  delete: 'Del',
}

const COMMON_CAPS: Readonly<Record<string, string>> = {
  plus: '+',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'Page up',
  pagedown: 'Page down',
}

/** The caps to show for an accelerator, in the platform's own words: ["Ctrl", "Shift", "Space"] or ["⌘", "⇧", "Space"]. */
export function acceleratorCaps(accelerator: string, platform: string): string[] {
  const isMac = platform === 'darwin'
  const caps = isMac ? MAC_CAPS : OTHER_CAPS
  return accelerator
    .split('+')
    .filter((part) => part !== '')
    .map((part) => {
      const name = part.toLowerCase()
      if (!isMac && (name === 'super' || name === 'meta')) return platform === 'win32' ? 'Win' : 'Super'
      const numpad = /^num(\d)$/.exec(name)?.[1]
      if (numpad !== undefined) return `Num ${numpad}`
      return caps[name] ?? COMMON_CAPS[name] ?? (part.length === 1 ? part.toUpperCase() : part)
    })
}
