/** What of a key press decides. */
export interface ComposerKey {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  /** 229 while an input method handles the key, also where `isComposing` is not set. Source: UI Events §7.3.1. */
  readonly keyCode: number
}

/**
 * Whether a key press in the composer sends. With `enterSends`, Enter does and Shift+Enter breaks the line; without,
 * Enter breaks the line and Ctrl/Cmd+Enter sends. Keys that an input method is using never send.
 */
export function isSendKey(key: ComposerKey, enterSends: boolean): boolean {
  if (key.key !== 'Enter' || key.isComposing || key.keyCode === 229) return false
  if (key.ctrlKey || key.metaKey) return !key.shiftKey && !key.altKey
  return enterSends && !key.shiftKey && !key.altKey
}
