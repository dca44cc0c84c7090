import type { Message } from '#shared/conversation.ts'

/** Of an average line in the reading column, in characters. */
const LINE_CHARACTERS = 78
/** Longest text a folded user message shows, in characters; see UserMessage. */
export const FOLD_CHARACTERS = 4000

/** A guess at a message's height before it was ever shown, in rem: near enough for a calm scrollbar. */
export function estimateMessageRem(message: Message | undefined): number {
  if (!message) return 5
  if (message.role === 'user') {
    const lines = Math.ceil(Math.min(message.content.length, FOLD_CHARACTERS) / LINE_CHARACTERS)
    return 3.25 + lines * 1.4
  }
  const error = message.error ? 8 : 0
  return 6 + Math.ceil(message.content.length / LINE_CHARACTERS) * 1.6 + error
}
