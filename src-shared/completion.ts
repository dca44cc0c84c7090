import { z } from 'zod'

import { Message } from './conversation.ts'

/**
 * What the user did to ask for an answer.
 * `send`: a new message under `parentId`. `edit`: another wording beside message `messageId`, answered anew.
 * `regenerate`: another answer beside answer `messageId`. `continue`: go on from the text answer `messageId` already has.
 */
export const CompletionAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('send'), parentId: z.string().nullable(), text: z.string().min(1) }),
  z.object({ type: z.literal('edit'), messageId: z.string(), text: z.string().min(1) }),
  z.object({ type: z.literal('regenerate'), messageId: z.string() }),
  z.object({ type: z.literal('continue'), messageId: z.string() }),
])
export type CompletionAction = z.infer<typeof CompletionAction>

/** Asks for an answer from `model` of the active gateway. */
export const CompletionRequest = z.object({
  conversationId: z.string(),
  model: z.string().min(1),
  action: CompletionAction,
})
export type CompletionRequest = z.infer<typeof CompletionRequest>

/** The stream has begun; `messages` are the ones just stored, the answer last. */
export const CompletionStarted = z.object({
  streamId: z.string(),
  messages: z.array(Message).min(1),
})
export type CompletionStarted = z.infer<typeof CompletionStarted>

/**
 * One step of a stream. `sequence` counts from 0 without gaps; exactly one `ended` closes it and carries the answer as
 * stored, whose status tells how it ended.
 */
export const CompletionEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('delta'),
    streamId: z.string(),
    messageId: z.string(),
    sequence: z.number().int().nonnegative(),
    content: z.string(),
    reasoning: z.string(),
  }),
  z.object({
    type: z.literal('ended'),
    streamId: z.string(),
    messageId: z.string(),
    sequence: z.number().int().nonnegative(),
    message: Message,
  }),
])
export type CompletionEvent = z.infer<typeof CompletionEvent>

/** A stream that runs while a window opens the conversation: where it stands, so that the window can join it. */
export const RunningStream = z.object({
  streamId: z.string(),
  messageId: z.string(),
  /** The sequence number of the next event. */
  nextSequence: z.number().int().nonnegative(),
})
export type RunningStream = z.infer<typeof RunningStream>
