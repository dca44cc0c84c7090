/**
 * Between what prisma-client-py writes and Prisma's JSON protocol, which marks the type of values JSON does not have.
 * Source: Prisma 6, `packages/client/src/runtime/core/jsonProtocol`.
 */

/** A model's fields as the generated client describes them (`_runtimeDataModel`). */
export interface ModelDescription {
  readonly fields: readonly {
    readonly name: string
    readonly kind: string
    readonly type: string
  }[]
}
export type Models = Readonly<Record<string, ModelDescription>>

/** Filters and writes of a Json column whose value is JSON itself. */
const jsonOperators = new Set([
  'equals',
  'not',
  'set',
  'array_contains',
  'array_starts_with',
  'array_ends_with',
])

/**
 * Marks the JSON texts among the arguments of an operation on a model. An argument's own name is never a field: `data`
 * is one also where the model has a column of that name.
 */
export function markArguments(
  values: Readonly<Record<string, unknown>>,
  model: string,
  models: Models,
): Record<string, unknown> {
  return mapValues(values, (value) => markFields(value, model, models))
}

function markFields(value: unknown, model: string, models: Models): unknown {
  if (Array.isArray(value)) return value.map((entry) => markFields(entry, model, models))
  if (!isRecord(value) || '$type' in value) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = models[model]?.fields.find((candidate) => candidate.name === name)
      if (!field) return [name, markFields(inner, model, models)]
      if (field.type === 'Json') return [name, markJson(inner)]
      return [name, field.kind === 'object' ? markFields(inner, field.type, models) : inner]
    }),
  )
}

function markJson(value: unknown): unknown {
  if (typeof value === 'string') return { $type: 'Json', value }
  if (!isRecord(value) || '$type' in value) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, jsonOperators.has(name) ? markJson(inner) : inner]),
  )
}

/** Takes the marks off an answer: times become ISO 8601 with milliseconds and `Z`, BigInts numbers. */
export function unmark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmark)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return Number(value)
  if (!isRecord(value)) return value
  switch (value['$type']) {
    case undefined:
      return mapValues(value, unmark)
    case 'BigInt':
      return Number(value['value'])
    case 'DateTime':
      return new Date(String(value['value'])).toISOString()
    default:
      return value['value']
  }
}

function mapValues(
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
