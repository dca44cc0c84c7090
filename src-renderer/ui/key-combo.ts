/**
 * Keyboard combinations written as text: modifiers `Mod` (⌘ on macOS, Ctrl elsewhere), `Shift`, `Alt`, then one key as
 * `KeyboardEvent.key` names it (`K`, `F1`, `Escape`, `Enter`) or `Comma`, `Slash`, `Plus` for characters that would be
 * hard to read. Example: `Mod+Shift+M`.
 */
interface Combo {
  readonly isMod: boolean
  readonly isShift: boolean
  readonly isAlt: boolean
  /** Lower case. */
  readonly key: string
}

/** What matching needs of a KeyboardEvent. */
export interface PressedKey {
  readonly key: string
  /** The key's place on the keyboard, such as `KeyK`. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const punctuation: Readonly<Record<string, string>> = { comma: ',', slash: '/', plus: '+' }

const macSymbols: Readonly<Record<string, string>> = {
  mod: '⌘',
  shift: '⇧',
  alt: '⌥',
  enter: '↵',
  escape: 'Esc',
  backspace: '⌫',
  delete: '⌦',
  arrowup: '↑',
  arrowdown: '↓',
}

const otherSymbols: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Del',
  arrowup: '↑',
  arrowdown: '↓',
}

/** The caps to show for a combination, in the platform's own words: ["Ctrl", "K"] or ["⌘", "K"]. */
export function comboCaps(combo: string, platform: string): string[] {
  const symbols = platform === 'darwin' ? macSymbols : otherSymbols
  return combo.split('+').map((part) => {
    const name = part.toLowerCase()
    return symbols[name] ?? punctuation[name] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}

/** A combination as the `aria-keyshortcuts` attribute wants it, such as "Control+K". */
export function comboAria(combo: string, platform: string): string {
  return combo
    .split('+')
    .map((part) => {
      const name = part.toLowerCase()
      if (name === 'mod') return platform === 'darwin' ? 'Meta' : 'Control'
      return name === 'plus' ? 'Plus' : (punctuation[name] ?? part)
    })
    .join('+')
}

/**
 * Whether a key press is the combination. Letters go by what the layout types and fall back to the key's place where the
 * layout types no Latin letter; for punctuation Shift is left to the layout, which may need it to type the character.
 */
export function matchesCombo(combo: string, pressed: PressedKey, platform: string): boolean {
  const wanted = parseCombo(combo)
  const mod = platform === 'darwin' ? pressed.metaKey : pressed.ctrlKey
  const foreignMod = platform === 'darwin' ? pressed.ctrlKey : pressed.metaKey
  if (mod !== wanted.isMod || foreignMod || pressed.altKey !== wanted.isAlt) return false
  const character = punctuation[wanted.key]
  if (character !== undefined) return pressed.key === character
  if (pressed.shiftKey !== wanted.isShift) return false
  const key = pressed.key.toLowerCase()
  if (key === wanted.key) return true
  const isLatin = /^[\u0020-\u007e]+$/.test(key)
  return !isLatin && pressed.code.toLowerCase() === `key${wanted.key}`
}

function parseCombo(combo: string): Combo {
  const parts = combo.toLowerCase().split('+')
  return {
    isMod: parts.includes('mod'),
    isShift: parts.includes('shift'),
    isAlt: parts.includes('alt'),
    key: parts.at(-1) ?? '',
  }
}
