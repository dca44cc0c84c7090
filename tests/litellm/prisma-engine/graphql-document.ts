/**
 * Reads what prisma-client-py sends to its query engine: GraphQL documents with every value written into the text.
 * Source: prisma-client-py 0.11.0, `prisma/builder.py`.
 */

/** The part of the `graphql` package's syntax tree that occurs. Source: graphql-js, `language/ast`. */
export interface ValueNode {
  readonly kind: string
  readonly value?: unknown
  readonly values?: readonly ValueNode[]
  readonly fields?: readonly { readonly name: NameNode; readonly value: ValueNode }[]
}
interface NameNode {
  readonly value: string
}
export interface FieldNode {
  readonly name: NameNode
  readonly alias?: NameNode
  readonly arguments?: readonly { readonly name: NameNode; readonly value: ValueNode }[]
  readonly selectionSet?: { readonly selections: readonly FieldNode[] }
}

/** What one field of a selection asks for: true for a plain value. */
export type Selection = { readonly [field: string]: true | NestedSelection }
interface NestedSelection {
  readonly arguments?: Readonly<Record<string, unknown>>
  readonly selection: Selection
}

/** One thing to do, as a document's outermost fields name it. */
export interface Operation {
  /** Under which name the answer is expected. */
  readonly answerName: string
  /** Such as `findUnique`, in the words of Prisma's JSON protocol; `queryRaw` and `executeRaw` for plain SQL. */
  readonly action: string
  /** Null for plain SQL. */
  readonly model: string | null
  readonly arguments: Readonly<Record<string, unknown>>
  readonly selection: Selection
}

/** Longer ones before those they begin with. */
const actions = [
  'findUnique',
  'findFirst',
  'findMany',
  'createOne',
  'createMany',
  'updateOne',
  'updateMany',
  'deleteOne',
  'deleteMany',
  'upsertOne',
  'aggregate',
  'groupBy',
]
const orThrow = 'OrThrow'

/** The operations of a document, in their order. Throws for one that is not known. */
export function operationsOf(fields: readonly FieldNode[], isModel: (name: string) => boolean): Operation[] {
  return fields.map((field) => ({
    answerName: field.alias?.value ?? field.name.value,
    ...actionAndModel(field.name.value, isModel),
    arguments: argumentsOf(field),
    selection: selectionOf(field),
  }))
}

/** Splits `findManyLiteLLM_UserTable` into what to do and on which model. */
function actionAndModel(
  name: string,
  isModel: (name: string) => boolean,
): { action: string; model: string | null } {
  if (name === 'queryRaw' || name === 'executeRaw') return { action: name, model: null }
  for (const action of actions) {
    if (!name.startsWith(action)) continue
    const model = name.slice(action.length)
    if (isModel(model)) return { action, model }
    const shorter = model.endsWith(orThrow) ? model.slice(0, -orThrow.length) : ''
    if (isModel(shorter)) return { action: action + orThrow, model: shorter }
  }
  throw new Error(`The query engine does not know "${name}".`)
}

function argumentsOf(field: FieldNode): Record<string, unknown> {
  return Object.fromEntries((field.arguments ?? []).map(({ name, value }) => [name.value, valueOf(value)]))
}

function selectionOf(field: FieldNode): Selection {
  const selections = field.selectionSet?.selections ?? []
  return Object.fromEntries(
    selections.map((inner) => [
      inner.name.value,
      inner.selectionSet
        ? {
            ...(inner.arguments?.length && { arguments: argumentsOf(inner) }),
            selection: selectionOf(inner),
          }
        : true,
    ]),
  )
}

/** A literal of the document as a value; an integer beyond JavaScript's own becomes a tagged BigInt. */
export function valueOf(node: ValueNode): unknown {
  switch (node.kind) {
    case 'NullValue':
      return null
    case 'IntValue': {
      const number = Number(node.value)
      return Number.isSafeInteger(number) ? number : { $type: 'BigInt', value: String(node.value) }
    }
    case 'FloatValue':
      return Number(node.value)
    case 'StringValue':
    case 'EnumValue':
    case 'BooleanValue':
      return node.value
    case 'ListValue':
      return (node.values ?? []).map(valueOf)
    case 'ObjectValue':
      return Object.fromEntries((node.fields ?? []).map(({ name, value }) => [name.value, valueOf(value)]))
    default:
      throw new Error(`A document cannot hold a ${node.kind} here.`)
  }
}
