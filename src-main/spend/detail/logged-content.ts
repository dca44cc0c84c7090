import type { LoggedMessage } from '#shared/spend-log.ts'

import { fieldsOf } from '../sync/log-row.ts'

/** LiteLLM keeps head and tail of a long text, and this between them. Source: docs/spend.md, "What was said". */
const SKIPPED = /\(litellm_truncated skipped (\d+) chars\)/g

/** The conversation of a stored request, then the answer. Empty when neither was kept. */
export function loggedMessages(request: unknown, response: unknown): LoggedMessage[] {
  return [...sentMessages(request), ...answeredMessages(response)]
}

function sentMessages(request: unknown): LoggedMessage[] {
  const { messages, input, prompt } = fieldsOf(request)
  if (Array.isArray(messages)) return messages.map((message) => messageOf(fieldsOf(message), 'user'))
  // Embeddings and the Responses API send `input`, old completions `prompt`.
  const other = input ?? prompt
  if (other === undefined || other === null || other === '') return []
  if (Array.isArray(other) && other.every((item) => 'role' in fieldsOf(item))) {
    return other.map((message) => messageOf(fieldsOf(message), 'user'))
  }
  return [messageOf({ content: other }, 'user')]
}

function answeredMessages(response: unknown): LoggedMessage[] {
  const { choices, output } = fieldsOf(response)
  const items = Array.isArray(choices) ? choices.map((choice) => fieldsOf(choice)['message']) : output
  if (!Array.isArray(items)) return []
  return items.map((item) => messageOf(fieldsOf(item), 'assistant')).filter(hasContent)
}

function hasContent({ text, reasoning, toolCalls }: LoggedMessage): boolean {
  return text !== '' || reasoning !== '' || toolCalls.length > 0
}

function messageOf(fields: Readonly<Record<string, unknown>>, role: string): LoggedMessage {
  const text = textOf(fields['content'])
  const reasoning = typeof fields['reasoning_content'] === 'string' ? fields['reasoning_content'] : ''
  return {
    role: typeof fields['role'] === 'string' ? fields['role'] : role,
    text,
    reasoning,
    toolCalls: toolNames(fields['tool_calls']),
    skippedCharacters: skippedIn(text) + skippedIn(reasoning),
  }
}

/** Text of a message's content; what is no text is named. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return content === null || content === undefined ? '' : JSON.stringify(content)
  return content.map(partText).join('\n')
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part
  const { type, text } = fieldsOf(part)
  if (typeof text === 'string') return text
  return `[${typeof type === 'string' ? type.replace(/_url$/, '').replaceAll('_', ' ') : 'part'}]`
}

function toolNames(calls: unknown): string[] {
  if (!Array.isArray(calls)) return []
  return calls
    .map((call) => fieldsOf(fieldsOf(call)['function'])['name'])
    .filter((name) => typeof name === 'string')
}

function skippedIn(text: string): number {
  return [...text.matchAll(SKIPPED)].reduce((sum, [, count]) => sum + Number(count), 0)
}
