/**
 * What the query engine uses of packages that belong to it alone: they are installed from the package.json beside this
 * file into the cache, not into the project, so their own types are out of reach.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'

import type { FieldNode } from './graphql-document.ts'
import type { Models } from './json-protocol.ts'

/** A transaction under way. */
export interface Transaction {
  readonly id: string
  readonly payload: unknown
}

/** Tracing that nobody reads, but the client asks for. */
interface Trace {
  readonly traceparent: string
}

/** The engine inside a generated client. Source: @prisma/client 6.19, `runtime/client`, class ClientEngine. */
export interface ClientEngine {
  request(
    query: {
      readonly modelName?: string
      readonly action: string
      readonly query: { readonly arguments: unknown; readonly selection: unknown }
    },
    options: Trace & {
      readonly isWrite: boolean
      readonly interactiveTransaction?: Transaction & { readonly kind: 'itx' }
    },
  ): Promise<{ readonly data: Readonly<Record<string, unknown>> }>
  transaction(
    action: 'start',
    trace: Trace,
    options: { readonly maxWait: number; readonly timeout: number; readonly isolationLevel?: string },
  ): Promise<Transaction>
  transaction(action: 'commit' | 'rollback', trace: Trace, transaction: Transaction): Promise<void>
}

/** What it answers to plain SQL. */
export interface ClientRows {
  readonly columns: readonly string[]
  readonly types: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** A generated client. */
export interface PrismaClient {
  readonly _engine: ClientEngine
  readonly _runtimeDataModel: { readonly models: Models }
  $connect(): Promise<void>
}

/** A pool of connections. Source: node-postgres, `pg.Pool`. */
export interface Pool {
  query(query: {
    readonly text: string
    readonly values: readonly unknown[]
    readonly rowMode: 'array'
    readonly types: { readonly getTypeParser: () => (text: string) => string }
  }): Promise<{
    readonly rowCount: number | null
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
    readonly rows: readonly (readonly (string | null)[])[]
  }>
}

/** The packages, loaded. */
export interface EngineModules {
  readonly parse: (text: string) => {
    readonly definitions: readonly { readonly selectionSet: { readonly selections: readonly FieldNode[] } }[]
  }
  readonly PrismaClient: new (options: { readonly adapter: unknown }) => PrismaClient
  readonly PrismaPg: new (options: { readonly connectionString: string; readonly max: number }) => unknown
  readonly Pool: new (options: { readonly connectionString: string; readonly max: number }) => Pool
  readonly splitArray: (text: string, read: (entry: string) => string) => readonly (string | null)[]
}

/** Loads them from a folder that holds `node_modules` and, in `client`, the client generated from LiteLLM's schema. */
export function loadEngineModules(folder: string): EngineModules {
  const load = createRequire(join(folder, 'package.json'))
  return {
    parse: load('graphql').parse,
    PrismaClient: load('./client/index.js').PrismaClient,
    PrismaPg: load('@prisma/adapter-pg').PrismaPg,
    Pool: load('pg').Pool,
    splitArray: load('postgres-array').parse,
  }
}
