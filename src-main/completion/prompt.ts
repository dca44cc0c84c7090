import type { Message, Parameters } from '#shared/conversation.ts'
import { branchTo } from '#shared/message-tree.ts'

/** A message as the gateway takes it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

const CONTINUE_REQUEST =
  'Continue exactly where you stopped, without repeating anything and without a preamble.'

/**
 * What the model reads: the system prompt and the branch that ends in `leafId`. Answers without text, such as failed
 * ones, are left out. With `isContinuing`, the leaf is an unfinished answer and the model is asked to go on from it.
 */
export function promptFor(
  messages: readonly Message[],
  leafId: string,
  parameters: Parameters,
  isContinuing: boolean,
): PromptMessage[] {
  const branch = branchTo(messages, leafId)
    .map((entry): PromptMessage => ({ role: entry.message.role, content: entry.message.content }))
    .filter((message) => message.content !== '')
  const system: PromptMessage[] =
    parameters.systemPrompt.trim() === '' ? [] : [{ role: 'system', content: parameters.systemPrompt }]
  const ending: PromptMessage[] = isContinuing ? [{ role: 'user', content: CONTINUE_REQUEST }] : []
  return [...system, ...branch, ...ending]
}
