/**
 * Plain SQL's parameters and cells, in the form prisma-client-py 0.11 sends and expects: every cell with its type.
 * Source: Prisma 5.4 engines, `query-engine/…/raw_json`; prisma-client-py, `prisma/_raw_query.py`.
 */

/** One cell of an answer. */
export interface Cell {
  readonly prisma__type: string
  readonly prisma__value: unknown
}

/** Splits the text of a PostgreSQL array into the texts of its entries; null entries stay null. */
export type SplitArray = (text: string) => readonly (string | null)[]

/** PostgreSQL's type numbers. Source: PostgreSQL, `pg_type.dat`. */
const scalarTypes: Readonly<Record<number, string>> = {
  16: 'bool',
  20: 'bigint',
  21: 'int',
  23: 'int',
  26: 'int',
  114: 'json',
  700: 'float',
  701: 'double',
  1082: 'date',
  1083: 'time',
  1114: 'datetime',
  1184: 'datetime',
  1700: 'decimal',
  2950: 'uuid',
  3802: 'json',
}
/** Array type to the type of its entries. */
const entryTypes: Readonly<Record<number, number>> = {
  199: 114,
  1000: 16,
  1003: 19,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  2951: 2950,
  3807: 3802,
}
const timestampWithoutZone = 1114

/** A cell from PostgreSQL's text form. `type` is the column's type number. */
export function cellOf(type: number, text: string | null, splitArray: SplitArray): Cell {
  if (text === null) return { prisma__type: 'null', prisma__value: null }
  const entryType = entryTypes[type]
  if (entryType !== undefined) {
    const entries = splitArray(text).map((entry) => cellOf(entryType, entry, splitArray))
    return { prisma__type: 'array', prisma__value: entries }
  }
  const name = scalarTypes[type] ?? 'string'
  return { prisma__type: name, prisma__value: valueOf(name, type, text) }
}

function valueOf(name: string, type: number, text: string): unknown {
  switch (name) {
    case 'bool':
      return text === 't'
    case 'int':
    case 'float':
    case 'double':
      return Number(text)
    case 'json':
      return JSON.parse(text)
    case 'datetime': {
      const iso = text.replace(' ', 'T')
      return type === timestampWithoutZone ? `${iso}+00:00` : iso.replace(/([+-]\d\d)$/, '$1:00')
    }
    default:
      return text
  }
}

/** A cell as Prisma's engine for JavaScript gives it inside a transaction, where `type` is its name of the column's type. */
export function cellOfClient(type: string, value: unknown): Cell {
  if (value === null || value === undefined) return { prisma__type: 'null', prisma__value: null }
  if (type.endsWith('-array') && Array.isArray(value)) {
    const entryType = type.slice(0, -'-array'.length)
    return { prisma__type: 'array', prisma__value: value.map((entry) => cellOfClient(entryType, entry)) }
  }
  const isJsonText = type === 'json' && typeof value === 'string'
  return { prisma__type: type, prisma__value: isJsonText ? JSON.parse(value) : value }
}

/** The parameters of a statement, from the JSON text they come in, as `pg` takes them. */
export function parametersOf(json: unknown): unknown[] {
  const values: unknown = typeof json === 'string' && json !== '' ? JSON.parse(json) : []
  return Array.isArray(values) ? values.map(parameterOf) : []
}

function parameterOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return 'prisma__value' in value ? value.prisma__value : JSON.stringify(value)
}
