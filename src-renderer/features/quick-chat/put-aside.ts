/** A chat out of sight for longer than this is over for the one who opens the quick chat with a new question, in ms. */
const OVER_AFTER_MS = 10 * 60_000

/** What is known of the chat when the window comes back into sight. */
export interface ChatPutAside {
  /** How long the window was out of sight, in ms. */
  readonly hiddenMs: number
  /** Whether an answer still streams. */
  readonly isRunning: boolean
  /** Whether there is text that was not sent. */
  readonly hasDraft: boolean
}

/** Whether a new chat begins instead: only where nothing is lost by it, since the old one is in the list. */
export function isChatOver({ hiddenMs, isRunning, hasDraft }: ChatPutAside): boolean {
  return hiddenMs > OVER_AFTER_MS && !isRunning && !hasDraft
}
