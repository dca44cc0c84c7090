import { redact } from '#main/log/redact.ts'
import type { Terminal } from '#main/cli/terminal.ts'

/** A terminal with somebody at it who answers from a list, and what was shown there. */
export function scriptedTerminal(answers: readonly string[]): Terminal & {
  /** Standard output. */
  readonly printed: string[]
  /** Standard error, questions and answers among it; an answer that is not shown is `(hidden)`. */
  readonly noted: string[]
} {
  const rest = [...answers]
  const secrets: string[] = []
  const printed: string[] = []
  const noted: string[] = []
  const answer = (question: string, isHidden: boolean): Promise<string> => {
    const given = rest.shift()
    if (given === undefined) throw new Error(`Nobody answers "${question}"`)
    noted.push(`${question}${isHidden ? '(hidden)' : given}`)
    return Promise.resolve(given)
  }
  return {
    printed,
    noted,
    isInteractive: true,
    print: (text) => printed.push(redact(text, secrets)),
    note: (text) => noted.push(redact(text, secrets)),
    paint: (_style, text) => text,
    hide: (secret) => secrets.push(secret),
    ask: (question) => answer(question, false),
    askSecret: (question) => answer(question, true),
    confirm: async (question) => (await answer(question, false)) === 'y',
    readAll: () => Promise.resolve(''),
  }
}
