/**
 * Stands in for the query engine that prisma-client-py starts, whose binary comes from a host of its own: the same HTTP
 * interface, on top of Prisma's official engine for JavaScript.
 *
 *     query-engine.ts -p <port> …
 *
 * LITEDESK_PRISMA_FOLDER names the folder of its packages (see modules.ts), DATABASE_URL the database. It keeps no
 * state but open transactions, and ends with SIGTERM or with the process that started it.
 * Source of the interface: prisma-client-py 0.11.0, `prisma/engine`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { operationsOf, type Operation } from './graphql-document.ts'
import { markArguments, unmark } from './json-protocol.ts'
import { loadEngineModules, type ClientRows, type Transaction } from './modules.ts'
import { cellOf, cellOfClient, parametersOf } from './raw-sql.ts'

const MAX_CONNECTIONS = 10
/** For batches, in ms; interactive transactions bring their own limits. */
const BATCH_LIMITS = { maxWait: 10_000, timeout: 60_000 }
/** How often the starter is looked for, in ms. */
const LOOK_FOR_PARENT_MS = 1000
const trace = { traceparent: '00-10-10-00' }

const folder = process.env['LITEDESK_PRISMA_FOLDER']
const port = Number(process.argv[process.argv.indexOf('-p') + 1])
if (folder === undefined || !Number.isInteger(port)) throw new Error('It is started by prisma-client-py.')
// They would make the client look for the native engine.
for (const name of ['PRISMA_CLIENT_ENGINE_TYPE', 'PRISMA_ENGINE_PROTOCOL', 'PRISMA_QUERY_ENGINE_BINARY']) {
  delete process.env[name]
}

const modules = loadEngineModules(folder)
const connectionString = databaseUrl()
const client = new modules.PrismaClient({
  adapter: new modules.PrismaPg({ connectionString, max: MAX_CONNECTIONS }),
})
const pool = new modules.Pool({ connectionString, max: MAX_CONNECTIONS })
const { _engine: engine, _runtimeDataModel: runtimeDataModel } = client
const { models } = runtimeDataModel
const transactions = new Map<string, Transaction>()

createServer((request, response) => void answer(request, response)).listen(port, '127.0.0.1')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))
const starter = process.ppid
setInterval(() => {
  if (process.ppid !== starter) process.exit(0)
}, LOOK_FOR_PARENT_MS)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let value: unknown
  try {
    value = await route(request.url ?? '/', await textOf(request), request.headers['x-transaction-id'])
  } catch (cause) {
    value = { errors: [describe(cause)] }
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

async function route(
  path: string,
  body: string,
  transactionId: string | string[] | undefined,
): Promise<unknown> {
  if (path === '/status') return { status: 'ok' }
  if (path.startsWith('/metrics')) return { counters: [], gauges: [], histograms: [] }
  if (path === '/transaction/start') return startTransaction(JSON.parse(body))
  const [, id = '', end] = /^\/transaction\/([^/]+)\/(commit|rollback)$/.exec(path) ?? []
  if (end === 'commit' || end === 'rollback') return endTransaction(id, end)
  const { query, batch }: { query: string; batch?: { query: string }[] } = JSON.parse(body)
  const transaction = transactions.get(String(transactionId)) ?? null
  return batch ? runBatch(batch, transaction) : run(query, transaction)
}

async function startTransaction(options: {
  max_wait: number
  timeout: number
  isolation_level?: string
}): Promise<{ id: string }> {
  const transaction = await engine.transaction('start', trace, {
    maxWait: options.max_wait,
    timeout: options.timeout,
    ...(options.isolation_level !== undefined && { isolationLevel: options.isolation_level }),
  })
  transactions.set(transaction.id, transaction)
  return { id: transaction.id }
}

async function endTransaction(id: string, end: 'commit' | 'rollback'): Promise<object> {
  const transaction = transactions.get(id)
  if (!transaction) throw new Error(`There is no transaction ${id}.`)
  transactions.delete(id)
  await finish(transaction, end)
  return {}
}

/** All or nothing. */
async function runBatch(batch: readonly { query: string }[], outer: Transaction | null): Promise<unknown> {
  const transaction = outer ?? (await engine.transaction('start', trace, BATCH_LIMITS))
  try {
    const batchResult: unknown[] = []
    for (const { query } of batch) batchResult.push(await run(query, transaction))
    if (!outer) await finish(transaction, 'commit')
    return { batchResult }
  } catch (cause) {
    if (!outer) await finish(transaction, 'rollback')
    throw cause
  }
}

async function finish(transaction: Transaction, end: 'commit' | 'rollback'): Promise<void> {
  await engine.transaction(end, trace, transaction)
}

async function run(query: string, transaction: Transaction | null): Promise<{ data: object }> {
  const data: Record<string, unknown> = {}
  const fields = modules.parse(query).definitions[0]?.selectionSet.selections ?? []
  for (const operation of operationsOf(fields, (name) => name in models)) {
    data[operation.answerName] = await perform(operation, transaction)
  }
  return { data }
}

async function perform(operation: Operation, transaction: Transaction | null): Promise<unknown> {
  const { action, model, selection } = operation
  if (model === null && !transaction) return performRaw(operation)
  const values = model === null ? operation.arguments : markArguments(operation.arguments, model, models)
  const { data } = await engine.request(
    { ...(model !== null && { modelName: model }), action, query: { arguments: values, selection } },
    {
      ...trace,
      isWrite: true,
      ...(transaction && { interactiveTransaction: { kind: 'itx', ...transaction } }),
    },
  )
  return model === null ? rawAnswer(data[action]) : unmark(data[action])
}

/** Plain SQL goes past Prisma, whose JavaScript engine answers it in another form than the native one. */
async function performRaw({ action, arguments: values }: Operation): Promise<unknown> {
  try {
    const { rows, rowCount, fields } = await pool.query({
      text: String(values['query']),
      values: parametersOf(values['parameters']),
      rowMode: 'array',
      types: { getTypeParser: () => (text) => text },
    })
    if (action === 'executeRaw') return rowCount ?? 0
    const split = (text: string) => modules.splitArray(text, (entry) => entry)
    return rows.map((row) =>
      Object.fromEntries(
        fields.map((field, index) => [field.name, cellOf(field.dataTypeID, row[index] ?? null, split)]),
      ),
    )
  } catch (cause) {
    throw new RawQueryError(cause)
  }
}

/** The rows of plain SQL inside a transaction; for a statement, how many it changed. */
function rawAnswer(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('rows' in data)) return data
  const { columns, types, rows } = data as ClientRows
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((name, index) => [name, cellOfClient(types[index] ?? 'string', row[index])]),
    ),
  )
}

/** PostgreSQL's complaint in the words the native engine has for it. Source: Prisma error reference, P2010. */
class RawQueryError extends Error {
  readonly code = 'P2010'
  readonly meta: { readonly code: string; readonly message: string }

  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const code = codeOf(cause) ?? 'N/A'
    super(`Raw query failed. Code: \`${code}\`. Message: \`${message}\``, { cause })
    this.meta = { code, message }
  }
}

function describe(cause: unknown): object {
  const message = cause instanceof Error ? cause.message : String(cause)
  const meta = typeof cause === 'object' && cause !== null && 'meta' in cause ? cause.meta : {}
  const code = codeOf(cause) ?? 'P2010'
  return {
    error: message,
    user_facing_error: { is_panic: false, message, meta: meta ?? {}, error_code: code },
  }
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
}

/** `pg` refuses what only Prisma understands. */
function databaseUrl(): string {
  const sources: { url?: string }[] = JSON.parse(process.env['OVERWRITE_DATASOURCES'] || '[]')
  const url = new URL(sources[0]?.url ?? process.env['DATABASE_URL'] ?? '')
  for (const name of ['connection_limit', 'pool_timeout', 'schema']) url.searchParams.delete(name)
  return url.href
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += String(piece)
  return text
}
