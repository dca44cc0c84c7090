import type { CompletionEvent } from './completion.ts'
import type { Message } from './conversation.ts'

/** Where the fold of one stream stands. */
export interface StreamProgress {
  readonly message: Message
  readonly nextSequence: number
}

/**
 * Folds one event into an answer. Events already seen are ignored (the same object comes back), so joining a running
 * stream late or being told twice does no harm.
 */
export function applyCompletionEvent(progress: StreamProgress, event: CompletionEvent): StreamProgress {
  if (event.messageId !== progress.message.id || event.sequence < progress.nextSequence) return progress
  const nextSequence = event.sequence + 1
  if (event.type === 'ended') return { message: event.message, nextSequence }
  return {
    message: {
      ...progress.message,
      content: progress.message.content + event.content,
      reasoning: progress.message.reasoning + event.reasoning,
    },
    nextSequence,
  }
}
