import { randomUUID } from 'node:crypto'

import { acceptsParameter } from '#shared/model-use.ts'
import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type {
  CompletionEvent,
  CompletionRequest,
  CompletionStarted,
  RunningStream,
} from '#shared/completion.ts'
import type { AnswerFacts, Conversation, Message, Usage } from '#shared/conversation.ts'
import type { Model } from '#shared/model.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import type { OwnCall } from '../spend/own-call.ts'
import { AnswerWriter } from './answer-writer.ts'
import { planAnswer } from './completion-plan.ts'
import type { StreamPiece } from './completion-stream.ts'
import { addCosts, costOf } from './cost.ts'
import { DeltaBatcher, type Delta } from './delta-batcher.ts'
import { ownCallOf } from './own-call-of.ts'
import { promptFor } from './prompt.ts'
import { titleFor } from './title.ts'

/** The part of the conversation store a completion needs. */
export interface CompletionStore {
  branch(
    id: string,
    messageId: string | null,
  ): Promise<{ readonly conversation: Conversation; readonly messages: readonly Message[] }>
  addMessages(
    conversationId: string,
    messages: readonly Message[],
    leafId: string,
    title: string | null,
  ): Promise<Conversation>
  appendDelta(messageId: string, content: string, reasoning: string): Promise<void>
  /** Writes an answer whole: its text, status and facts. */
  finishMessage(message: Message): Promise<void>
  /** The same for one that has ended, with the call that gave it; comes back with the cost of all its calls. */
  finishAnswer(message: Message, call: OwnCall | null): Promise<Message>
}

/** What becomes of the records of calls. */
export interface CallBilling {
  /** Whether a gateway is going to tell what a call was billed. */
  begins(gatewayId: string): 'pending' | 'unavailable'
  /** A call was sent and is stored. */
  recorded(call: OwnCall): void
}

/** Nobody asks what calls were billed. */
const noBilling: CallBilling = { begins: () => 'unavailable', recorded: () => undefined }

/** The part of the gateway a completion needs. */
export interface CompletionGateway {
  current(): { readonly id: string }
  address(): Promise<GatewayAddress>
  modelOfDeployment(deploymentId: string | null, address: GatewayAddress): Promise<string | null>
}

/** The `openai` package is the largest part of the program; loaded apart, it does not hold up the window. */
export const loadStreaming = () => import('./completion-stream.ts')

interface Running {
  readonly streamId: string
  /** Cancelled when this owner (a window) goes away. */
  readonly ownerId: number
  readonly abort: AbortController
  readonly finished: Promise<void>
  /** The answer as it stands. */
  message: Message
  nextSequence: number
}

/**
 * Runs completions: stores the question, streams the answer to windows and store, and ends each stream with exactly one
 * `ended` event. What is acknowledged is stored; a stream outlives the view that started it, not its window.
 */
export class CompletionRunner {
  readonly #store: CompletionStore
  readonly #gateway: CompletionGateway
  readonly #models: () => readonly Model[]
  readonly #tell: (event: CompletionEvent) => void
  readonly #conversationChanged: (conversation: Conversation) => void
  readonly #billing: CallBilling
  readonly #running = new Map<string, Running>()

  constructor(parts: {
    store: CompletionStore
    gateway: CompletionGateway
    models: () => readonly Model[]
    tell: (event: CompletionEvent) => void
    conversationChanged: (conversation: Conversation) => void
    billing?: CallBilling
  }) {
    this.#store = parts.store
    this.#gateway = parts.gateway
    this.#models = parts.models
    this.#tell = parts.tell
    this.#conversationChanged = parts.conversationChanged
    this.#billing = parts.billing ?? noBilling
  }

  /** Stores what was asked and begins to stream. Throws AppFailure when it could not be stored; nothing is asked then. */
  async start(request: CompletionRequest, ownerId: number): Promise<CompletionStarted> {
    const { conversationId, action } = request
    const endId = action.type === 'send' ? action.parentId : action.messageId
    const { conversation, messages } = await this.#store.branch(conversationId, endId)
    const plan = planAnswer(request, this.#gateway.current().id, messages)
    if ([...this.#running.values()].some((other) => other.message.id === plan.answer.id)) {
      throw new AppFailure(appError('invalid-input', 'This answer is being written already.'))
    }
    const title = conversation.title === '' && plan.question ? titleFor(plan.question.content) : null
    const changed =
      plan.added.length > 0
        ? await this.#store.addMessages(conversation.id, plan.added, plan.answer.id, title)
        : await this.#resume(conversation, plan.answer)
    this.#conversationChanged(changed)

    const streamId = randomUUID()
    const abort = new AbortController()
    const prompt = promptFor(
      [...messages, ...plan.added],
      plan.isContinuing ? plan.answer.id : (plan.answer.parentId ?? plan.answer.id),
      conversation.parameters,
      plan.isContinuing,
    )
    const finished = Promise.withResolvers<void>()
    const running: Running = {
      streamId,
      ownerId,
      abort,
      finished: finished.promise,
      message: plan.answer,
      nextSequence: 0,
    }
    this.#running.set(streamId, running)
    void this.#run(running, { conversation, prompt, model: request.model }).finally(finished.resolve)
    return { streamId, messages: plan.added.length > 0 ? plan.added : [plan.answer] }
  }

  /** Stops a stream; its `ended` event follows. An unknown id has ended already. */
  cancel(streamId: string): void {
    this.#running.get(streamId)?.abort.abort()
  }

  /** Whether a stream of this window is running. */
  isRunningFor(ownerId: number): boolean {
    return [...this.#running.values()].some((running) => running.ownerId === ownerId)
  }

  /** Stops the streams of a window that has gone. */
  cancelOwnedBy(ownerId: number): void {
    for (const running of this.#running.values()) {
      if (running.ownerId === ownerId) running.abort.abort()
    }
  }

  /** Stops everything and waits until all is stored. */
  async stop(): Promise<void> {
    for (const running of this.#running.values()) running.abort.abort()
    await Promise.all([...this.#running.values()].map((running) => running.finished))
  }

  /** Streams of one conversation, and its messages with the running answers as they stand at this very moment. */
  joinRunning(messages: readonly Message[]): { messages: Message[]; running: RunningStream[] } {
    const byMessage = new Map([...this.#running.values()].map((running) => [running.message.id, running]))
    const running: RunningStream[] = []
    const joined = messages.map((message) => {
      const stream = byMessage.get(message.id)
      if (!stream) return message
      running.push({ streamId: stream.streamId, messageId: message.id, nextSequence: stream.nextSequence })
      return stream.message
    })
    return { messages: joined, running }
  }

  /** A continued answer is stored as streaming again before anything is asked. */
  async #resume(conversation: Conversation, answer: Message): Promise<Conversation> {
    await this.#store.finishMessage(answer)
    return conversation
  }

  async #run(
    running: Running,
    call: { conversation: Conversation; prompt: ReturnType<typeof promptFor>; model: string },
  ): Promise<void> {
    const sender = new DeltaBatcher((delta) => this.#tellDelta(running, delta))
    const writer = new AnswerWriter((...delta) => this.#store.appendDelta(...delta), running.message.id)
    const before = running.message.facts
    const startedAt = performance.now()
    const sentAt = new Date().toISOString()
    const model = this.#models().find((candidate) => candidate.id === call.model) ?? null
    let error: AppError | null = null
    let address: GatewayAddress | null = null
    let deploymentId: string | null = null
    let used: { usage: Usage; cost: number | null } | null = null
    const told: { callId: string | null; completionId: string | null; firstTokenMs: number | null } = {
      callId: null,
      completionId: null,
      firstTokenMs: null,
    }
    try {
      address = await this.#gateway.address()
      const { streamCompletion } = await loadStreaming()
      const pieces = streamCompletion({
        address,
        model: call.model,
        prompt: call.prompt,
        parameters: call.conversation.parameters,
        mayReason: model !== null && acceptsParameter(model, 'reasoning_effort'),
        sessionId: call.conversation.id,
        signal: running.abort.signal,
      })
      for await (const piece of pieces) {
        const elapsedMs = performance.now() - startedAt
        if (piece.type === 'opened') {
          deploymentId = piece.deploymentId
          told.callId = piece.callId
        }
        if (piece.type === 'usage') used = piece
        running.message = applyPiece(running.message, piece, elapsedMs)
        if (piece.type === 'delta') {
          told.completionId = piece.completionId ?? told.completionId
          told.firstTokenMs ??= elapsedMs
          writer.add(piece)
          sender.add(piece)
        }
      }
    } catch (cause) {
      error = cause instanceof AppFailure ? cause.error : internalError(cause)
    }
    sender.flush()
    await writer.settle()
    const usage = used?.usage ?? null
    const cost = costOf(usage, used?.cost ?? null, model)
    const durationMs = performance.now() - startedAt
    running.message = endMessage(running.message, error, {
      totalMs: (before?.totalMs ?? 0) + durationMs,
      usage: addUsage(before?.usage ?? null, usage),
      cost: addCosts(before?.cost ?? null, cost),
      callId: running.message.facts?.callId ?? error?.requestId ?? null,
      answeredModel: address ? await this.#answeredModel(deploymentId, address) : null,
    })
    const billing = this.#billing.begins(running.message.facts?.gatewayId ?? '')
    const sent = { ...told, startedAt: sentAt, model: call.model, usage, cost, durationMs, error }
    await this.#finish(running, address === null ? null : ownCallOf(running.message, sent, billing))
  }

  async #finish(running: Running, call: OwnCall | null): Promise<void> {
    try {
      running.message = await this.#store.finishAnswer(running.message, call)
      if (call !== null) this.#billing.recorded(call)
    } catch (cause) {
      log.error('An answer could not be stored', cause)
      const error = cause instanceof AppFailure ? cause.error : internalError(cause)
      running.message = { ...running.message, status: 'failed', error }
    }
    this.#running.delete(running.streamId)
    this.#tell({
      type: 'ended',
      streamId: running.streamId,
      messageId: running.message.id,
      sequence: running.nextSequence,
      message: running.message,
    })
  }

  async #answeredModel(deploymentId: string | null, address: GatewayAddress): Promise<string | null> {
    try {
      return await this.#gateway.modelOfDeployment(deploymentId, address)
    } catch (cause) {
      log.warn('Could not learn which model answered', cause)
      return null
    }
  }

  #tellDelta(running: Running, delta: Delta): void {
    const sequence = running.nextSequence
    running.nextSequence += 1
    this.#tell({
      type: 'delta',
      streamId: running.streamId,
      messageId: running.message.id,
      sequence,
      content: delta.content,
      reasoning: delta.reasoning,
    })
  }
}

function applyPiece(message: Message, piece: StreamPiece, elapsedMs: number): Message {
  const { facts } = message
  if (!facts) return message
  switch (piece.type) {
    case 'opened':
      return { ...message, facts: { ...facts, callId: piece.callId } }
    case 'delta':
      return {
        ...message,
        content: message.content + piece.content,
        reasoning: message.reasoning + piece.reasoning,
        facts: {
          ...facts,
          completionId: piece.completionId ?? facts.completionId,
          firstTokenMs: facts.firstTokenMs ?? elapsedMs,
        },
      }
    case 'finished':
      return { ...message, facts: { ...facts, finishReason: piece.reason } }
    case 'usage':
      return message
  }
}

function endMessage(message: Message, error: AppError | null, known: Partial<AnswerFacts>): Message {
  const facts = message.facts ? { ...message.facts, ...known } : null
  if (error === null) return { ...message, status: 'complete', error: null, facts }
  if (error.kind === 'cancelled') return { ...message, status: 'cancelled', error: null, facts }
  return { ...message, status: 'failed', error, facts }
}

function addUsage(first: Usage | null, second: Usage | null): Usage | null {
  if (!first || !second) return first ?? second
  return {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
    cachedTokens: first.cachedTokens + second.cachedTokens,
    reasoningTokens: first.reasoningTokens + second.reasoningTokens,
  }
}

function internalError(cause: unknown): AppError {
  log.error('A completion failed', cause)
  return appError('internal', 'Litedesk ran into a fault of its own.', { nextStep: 'Ask again.' })
}
