import { isJsonObject, textField } from './json.ts'

/** The text of one message of unknown shape: its string content, or its text parts joined by line ends. */
export function promptText(message: unknown): string {
  if (!isJsonObject(message)) return ''
  const content = message['content']
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part) => (isJsonObject(part) ? (textField(part, 'text') ?? '') : ''))
    .filter((text) => text !== '')
    .join('\n')
}

/** The last message of the user: its text, and how many parts other than text it carries. */
export interface LastPrompt {
  readonly text: string
  readonly attachments: number
}

/** Finds what the user asked last; empty text when no message is the user's. */
export function lastPrompt(messages: readonly unknown[]): LastPrompt {
  const message = messages.findLast((item) => isJsonObject(item) && item['role'] === 'user')
  const content = isJsonObject(message) ? message['content'] : null
  const attachments = Array.isArray(content)
    ? content.filter((part) => isJsonObject(part) && part['type'] !== 'text').length
    : 0
  return { text: promptText(message).trim(), attachments }
}
