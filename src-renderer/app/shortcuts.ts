import { useEffect, useRef } from 'react'
import { create } from 'zustand'

import { matchesCombo } from '../ui/key-combo.ts'
import type { PressedKey } from '../ui/key-combo.ts'

/** A keyboard shortcut as the help sheet lists it. */
export interface Shortcut {
  /** `app.…`, `chat.…`, `engine.…` or `gateway.…`; the part before the dot is its group in the help sheet. */
  readonly id: string
  readonly combo: string
  readonly label: string
  /** Whether it does something at this moment; listed in either case. */
  readonly isEnabled: boolean
  readonly run: () => void
}

interface Registry {
  readonly shortcuts: readonly Shortcut[]
}

/** Every shortcut a mounted component has registered, in order of registration. */
export const useShortcutRegistry = create<Registry>(() => ({ shortcuts: [] }))

/**
 * Registers a shortcut while the component is mounted. It works in every place of the window, so a handler that belongs
 * to a place opens that place itself. With `isEnabled` false it is listed in the help sheet but lets the keys through.
 * The tray's "New chat" runs the id `chat.new`.
 */
export function useShortcut(
  id: string,
  combo: string,
  label: string,
  handler: () => void,
  isEnabled = true,
): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const shortcut: Shortcut = { id, combo, label, isEnabled, run: () => latest.current() }
    useShortcutRegistry.setState((registry) => ({ shortcuts: withShortcut(registry.shortcuts, shortcut) }))
  }, [id, combo, label, isEnabled])
  useEffect(
    () => () =>
      useShortcutRegistry.setState(({ shortcuts }) => ({
        shortcuts: shortcuts.filter((shortcut) => shortcut.id !== id),
      })),
    [id],
  )
}

/** Runs a shortcut as if its keys were pressed. Does nothing when it is not registered or not enabled. */
export function runShortcut(id: string): void {
  const shortcut = useShortcutRegistry.getState().shortcuts.find((candidate) => candidate.id === id)
  if (shortcut?.isEnabled === true) shortcut.run()
}

/** Listens for the keys of all registered shortcuts. Returns the end of it. */
export function startShortcuts(): () => void {
  window.addEventListener('keydown', runPressed)
  return () => window.removeEventListener('keydown', runPressed)
}

/** The enabled shortcut a key press asks for; the one registered last wins, since it is the closest to the user. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  pressed: PressedKey,
  platform: string,
): Shortcut | undefined {
  return shortcuts.findLast(
    (shortcut) => shortcut.isEnabled && matchesCombo(shortcut.combo, pressed, platform),
  )
}

/** Puts a shortcut into the list: in its old place when its id is known, at the end otherwise. */
export function withShortcut(shortcuts: readonly Shortcut[], shortcut: Shortcut): readonly Shortcut[] {
  return shortcuts.some((known) => known.id === shortcut.id)
    ? shortcuts.map((known) => (known.id === shortcut.id ? shortcut : known))
    : [...shortcuts, shortcut]
}

function runPressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isSomethingOnTop(event.key)) return
  const shortcut = findShortcut(useShortcutRegistry.getState().shortcuts, event, window.bridge.platform)
  if (shortcut === undefined) return
  event.preventDefault()
  shortcut.run()
}

/** A modal dialog takes all keys; an open popover or menu takes Escape. */
function isSomethingOnTop(key: string): boolean {
  if (document.querySelector('dialog:modal') !== null) return true
  return key === 'Escape' && document.querySelector('[popover=auto]:popover-open') !== null
}
