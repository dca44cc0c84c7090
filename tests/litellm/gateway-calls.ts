import { randomUUID } from 'node:crypto'

import { defaultParameters } from '#shared/parameters.ts'
import { AppFailure, type AppError } from '#shared/app-error.ts'
import type { CheckStep } from '#shared/gateway.ts'
import {
  streamCompletion,
  type CompletionCall,
  type StreamPiece,
} from '#main/completion/completion-stream.ts'
import { checkGateway } from '#main/gateway/connect-check.ts'
import type { GatewayAddress } from '#main/gateway/gateway-client.ts'

/** No answer may take longer, in ms. */
const PATIENCE_MS = 20_000

/** A chat of one message, as Litedesk asks it. */
export function callOf(address: GatewayAddress, model: string, text = 'Good day!'): CompletionCall {
  return {
    address,
    model,
    prompt: [{ role: 'user', content: text }],
    parameters: defaultParameters,
    mayReason: false,
    sessionId: randomUUID(),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }
}

/** Everything a stream says. */
export async function piecesOf(call: CompletionCall): Promise<StreamPiece[]> {
  const pieces: StreamPiece[] = []
  for await (const piece of streamCompletion(call)) pieces.push(piece)
  return pieces
}

/** The text of a stream's deltas. */
export function textOf(pieces: readonly StreamPiece[]): { content: string; reasoning: string } {
  const deltas = pieces.filter((piece) => piece.type === 'delta')
  return {
    content: deltas.map((delta) => delta.content).join(''),
    reasoning: deltas.map((delta) => delta.reasoning).join(''),
  }
}

/** The steps of Connect. */
export async function stepsOf(address: GatewayAddress): Promise<CheckStep[]> {
  const steps: CheckStep[] = []
  const keyOf = () => Promise.resolve(address.key)
  for await (const step of checkGateway(address.baseUrl, keyOf, AbortSignal.timeout(PATIENCE_MS))) {
    steps.push(step)
  }
  return steps
}

/** How something fails for the user. Throws when it does not. */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (cause) {
    if (cause instanceof AppFailure) return cause.error
    throw cause
  }
  throw new Error('It did not fail.')
}
