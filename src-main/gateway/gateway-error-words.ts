import Big from 'big.js'

import type { ErrorKind } from '#shared/app-error.ts'

import type { ErrorBody } from './error-body.ts'

/** Significant digits of an amount in a sentence. */
const MAX_USD_DIGITS = 6

/** What the user reads: what happened, and what to do next. */
export interface Words {
  readonly message: string
  readonly nextStep: string | null
}

/** How a connection can fail before or without an answer. */
export type TransportKind =
  | 'refused'
  | 'host-not-found'
  | 'tls-failed'
  | 'timed-out'
  | 'unreachable'
  | 'stream-cut'
  | 'not-litellm'

/** What a failed connection is called. */
export const transportWords: Record<TransportKind, Words> = {
  refused: {
    message: 'Nothing is listening at the gateway’s address.',
    nextStep: 'Start LiteLLM, or check the host and port in the gateway’s settings.',
  },
  'host-not-found': {
    message: 'The gateway’s host name was not found.',
    nextStep: 'Check the spelling of the address, and your network or VPN.',
  },
  'tls-failed': {
    message: 'A secure connection to the gateway could not be made.',
    nextStep: 'Check the certificate, or whether the address should begin with http:// instead of https://.',
  },
  'timed-out': {
    message: 'The gateway did not answer in time.',
    nextStep: 'Try again; if it stays slow, look at the gateway’s own log.',
  },
  unreachable: {
    message: 'The gateway could not be reached.',
    nextStep: 'Check the address and your network.',
  },
  'stream-cut': {
    message: 'The connection broke before the answer was complete.',
    nextStep: 'What had arrived is kept. Continue it, or ask again.',
  },
  'not-litellm': {
    message: 'What answers at this address is not a LiteLLM gateway.',
    nextStep: 'Check the address and the port.',
  },
}

/** `quotes` tells whether what the gateway said follows the message. */
interface RefusalWords extends Words {
  readonly quotes?: boolean
}

const OTHER_REFUSAL: RefusalWords = {
  message: 'The gateway refused the request.',
  nextStep: 'Check the chat’s settings, then try again.',
  quotes: true,
}

const refusals: Partial<Record<ErrorKind, RefusalWords>> = {
  'budget-exceeded': {
    message: 'The budget of this key is used up.',
    nextStep: 'Raise the key’s budget, wait for its reset, or use another key.',
  },
  'key-expired': {
    message: 'This key has expired.',
    nextStep: 'Ask for a new key and put it into the gateway’s settings.',
  },
  'key-blocked': {
    message: 'This key is blocked.',
    nextStep: 'Ask the gateway’s admin to unblock it, or use another key.',
  },
  'key-unknown': {
    message: 'The gateway does not know this key.',
    nextStep: 'Check that the key belongs to this gateway.',
  },
  'key-malformed': {
    message: 'The gateway does not take this as a key.',
    nextStep: 'LiteLLM’s keys begin with sk-. Check that it was copied whole.',
  },
  'key-missing': {
    message: 'The gateway asks for a key.',
    nextStep: 'Give it one in the gateway’s settings.',
  },
  unauthorized: {
    message: 'The gateway refused the key.',
    nextStep: 'Check the key in the gateway’s settings.',
    quotes: true,
  },
  forbidden: {
    message: 'This key may not do that.',
    nextStep: 'Use an admin key, or ask the gateway’s admin.',
    quotes: true,
  },
  'no-database': {
    message: 'The gateway has no database, so it knows only its master key.',
    nextStep: 'Use the master key, or connect a database to the gateway.',
  },
  'model-not-allowed': {
    message: 'This key may not use this model.',
    nextStep: 'Choose another model or another key.',
    quotes: true,
  },
  'model-unknown': {
    message: 'The gateway does not know this model.',
    nextStep: 'Choose another model.',
    quotes: true,
  },
  'context-too-long': {
    message: 'The conversation is longer than the model can read.',
    nextStep: 'Choose a model with a larger context window, or start a new chat.',
  },
  'content-refused': {
    message: 'The provider’s content policy refused this.',
    nextStep: 'Reword it, or choose another model.',
  },
  'rate-limited': {
    message: 'Too many requests for the moment.',
    nextStep: 'Wait a little, then try again.',
    quotes: true,
  },
  cooldown: {
    message: 'The gateway is resting this model after a failure.',
    nextStep: 'Try again in a few seconds, or choose another model.',
  },
  'provider-unauthorized': {
    message: 'The provider refused the gateway’s own key.',
    nextStep:
      'Your key is fine: the gateway’s admin must mend the provider’s. Meanwhile choose another model.',
    quotes: true,
  },
  'provider-failed': {
    message: 'The provider failed.',
    nextStep: 'Try again, or choose another model.',
    quotes: true,
  },
  'timed-out': { message: 'No answer came in time.', nextStep: 'Try again, or choose another model.' },
  'not-found': {
    message: 'Nothing is found at this path of the gateway.',
    nextStep: 'Check the address: it should be the gateway’s own, without a path such as /ui or /chat.',
  },
  'gateway-failed': {
    message: 'The gateway failed.',
    nextStep: 'Try again; if it goes on, look at the gateway’s log.',
    quotes: true,
  },
  'not-litellm': transportWords['not-litellm'],
}

/** What a refusal is called; `body` is what the gateway said, null when it said nothing readable. */
export function refusalWords(kind: ErrorKind, body: ErrorBody | null): Words {
  const { message, nextStep, quotes } = refusals[kind] ?? OTHER_REFUSAL
  if (kind === 'budget-exceeded') return { message: budgetSentence(body?.message ?? '', message), nextStep }
  const said = body && quotes ? firstSentence(body.message) : ''
  return { message: said === '' ? message : `${message} It said: “${said}”`, nextStep }
}

function budgetSentence(said: string, otherwise: string): string {
  const spent = amountAfter('Current cost', said)
  const budget = amountAfter('Max budget', said)
  if (spent === null || budget === null) return otherwise
  return `The budget of this key is used up: $${spent} spent of $${budget}.`
}

/** One of Python's floats, such as 0.00022500000000000102 or 1e-06, as somebody would write it; null when it is not there. */
function amountAfter(label: string, said: string): string | null {
  const float = new RegExp(`${label}: (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)`, 'i').exec(said)?.[1]
  return float === undefined ? null : new Big(float).prec(MAX_USD_DIGITS).toFixed()
}

/** The first line of what a gateway said, without LiteLLM's exception names and routing notes. */
function firstSentence(message: string): string {
  const line = message.replace(/\.?\s*Received Model Group=[\s\S]*$/, '').split('\n', 1)[0] ?? ''
  const plain = line.replace(/^((litellm\.)?\w+(Error|Exception)\s*[:-]\s*)+/, '').trim()
  return (plain || line).slice(0, 240)
}
