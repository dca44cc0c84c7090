import type { SpendLogDetail } from '#shared/spend-log.ts'

/** What a row would ask if it were tried again in a chat. */
export interface RowTrial {
  readonly prompt: string
  readonly systemPrompt: string
  readonly model: string | null
}

/**
 * The last thing that was asked, with the system prompt it was asked under; null where the gateway kept no prompt. What was
 * said before is put in front of it, since a new chat knows nothing of it.
 */
export function trialOf({ messages, log }: SpendLogDetail): RowTrial | null {
  const asked = messages.filter(({ role, text }) => text !== '' && role !== 'system' && role !== 'developer')
  const last = asked.findLastIndex(({ role }) => role === 'user')
  const question = asked[last]
  if (question === undefined) return null
  const before = asked.slice(0, last).map(({ role, text }) => `${speakers[role] ?? role}: ${text}`)
  const systemPrompt = messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ text }) => text)
    .join('\n\n')
  return { prompt: [...before, question.text].join('\n\n'), systemPrompt, model: log.model }
}

const speakers: Readonly<Record<string, string>> = {
  user: 'I said',
  assistant: 'You said',
  tool: 'A tool said',
}
