import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { authenticate, authorize } from './authorize.ts'
import type { GatewayState, Request } from './call.ts'
import { chat, recordRefused } from './chat-route.ts'
import { DeploymentTable } from './deployment-table.ts'
import { detailFailure, Failure } from './failure.ts'
import { answerWithFault } from './fault-answer.ts'
import { Faults } from './faults.ts'
import { getLiveliness, getReadiness } from './health-routes.ts'
import { addMadeUpKeys } from './made-up-keys.ts'
import { type DemoGatewayOptions, demoGatewaySettings } from './options.ts'
import { addPastKeys, pastCalls } from './past-calls.ts'
import { RateLimits } from './rate-limits.ts'
import { Reply } from './reply.ts'
import { recordedBody, type RecordedRequest, RequestLog } from './request-log.ts'
import { routes } from './routes.ts'
import { SpendLogs } from './spend-logs.ts'
import { newVirtualKey, randomKey, VirtualKeys } from './virtual-keys.ts'

/** A running demo gateway: LiteLLM's HTTP API with canned answers, in this process, in memory. */
export interface DemoGateway {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** The master key. */
  readonly adminKey: string
  /** A virtual key with no limits; refused when the gateway has no database. */
  readonly plainKey: string
  /** The newest requests, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** What goes wrong; may be changed while the gateway runs. */
  readonly faults: Faults
  /** The first remembered request whose path and query match, or the next that comes. */
  received(path: RegExp): Promise<RecordedRequest>
  /** Stops listening and ends every connection at once, streams too. */
  close(): Promise<void>
}

/** Starts a demo gateway on 127.0.0.1. Rejects when the port is taken. */
export async function startDemoGateway(options: DemoGatewayOptions = {}): Promise<DemoGateway> {
  const settings = demoGatewaySettings(options)
  const adminKey = options.key ?? randomKey('sk-demo-')
  const plainKey = randomKey('sk-demo-')
  const keys = new VirtualKeys(settings.isNewer)
  const plainRow = { ...newVirtualKey(plainKey, settings.now()), key_alias: 'demo' }
  keys.add(plainRow)
  const history = pastCalls(settings)
  if (history !== null) addPastKeys(keys, history, settings.now())
  const state: GatewayState = {
    settings,
    masterKey: adminKey,
    keys,
    deployments: new DeploymentTable(),
    logs: new SpendLogs(settings.spendLogDelayMs, history),
    rateLimits: new RateLimits(),
    cooldowns: new Map(),
  }
  addMadeUpKeys(state, settings.madeUpKeys)
  const faults = new Faults(options.faults)
  const requestLog = new RequestLog(settings.keptRequests)

  const server = createServer((incoming, response) => {
    void serve(state, faults, requestLog, incoming, response)
  })
  const port = await listen(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}`,
    adminKey,
    plainKey,
    requests: requestLog.requests,
    faults,
    received: (path) => requestLog.received(path),
    close: () => close(server),
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function serve(
  state: GatewayState,
  faults: Faults,
  requestLog: RequestLog,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  incoming.socket.setNoDelay(true)
  const ended = new Promise<'answered' | 'aborted'>((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'aborted'))
  })
  const { method = 'GET', url = '/', headers } = incoming
  const rawBody = await readText(incoming)
  // The client left before it had said everything.
  if (rawBody === null) return
  requestLog.record({ method, path: url, headers, body: recordedBody(rawBody), ended })
  const effect = faults.take(method, url) ?? {}
  response.setHeader('date', state.settings.now().toUTCString())
  const reply = new Reply(response, effect)
  try {
    if (await answerWithFault(reply, effect)) return
    const { pathname: path, searchParams: query } = new URL(url, 'http://127.0.0.1')
    await route(state, { method, path, query, headers, rawBody }, reply, effect)
  } catch (error) {
    const failure = error instanceof Failure ? error : unexpected(error)
    if (reply.isStarted) await reply.cut()
    else await reply.send(failure.status, failure.headers, failure.body)
  }
}

async function readText(incoming: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  try {
    for await (const part of incoming) if (part instanceof Buffer) parts.push(part)
  } catch {
    return null
  }
  return Buffer.concat(parts).toString('utf8')
}

function unexpected(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  return detailFailure(500, `Internal Server Error: ${message}`)
}

async function route(
  state: GatewayState,
  request: Request,
  reply: Reply,
  effect: Parameters<typeof answerWithFault>[1],
): Promise<void> {
  const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path
  if (request.method === 'GET') {
    if (/^\/health\/live(liness|ness)$/.test(path)) return reply.send(200, {}, getLiveliness().body)
    if (path === '/health/readiness') return reply.send(200, {}, getReadiness(state).body)
  }
  const matching = routes.filter((candidate) => candidate.path.test(path))
  const found = matching.find((candidate) => candidate.method === request.method)
  if (found === undefined) {
    throw matching.length === 0 ? detailFailure(404, 'Not Found') : detailFailure(405, 'Method Not Allowed')
  }
  const callId = randomUUID()
  const caller = letIn(state, request, callId, found.handle === chat)
  authorize(state, caller, found.access, path)
  const answered = await found.handle({ state, request: { ...request, path }, caller, callId, effect, reply })
  if (answered === undefined) return
  await reply.send(answered.status ?? 200, answered.headers ?? {}, answered.body)
}

function letIn(state: GatewayState, request: Request, callId: string, isLogged: boolean) {
  try {
    return authenticate(state, request.headers)
  } catch (error) {
    // LiteLLM logs calls it refuses, too.
    if (isLogged && error instanceof Failure) recordRefused(state, request, callId, error)
    throw error
  }
}
