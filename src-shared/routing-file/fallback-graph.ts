import { EVERY_MODEL, type FallbackKind, fallbackKinds, isServed, type RoutingFile } from './routing-file.ts'

/** A name in the picture of who catches whom. */
export interface GraphNode {
  readonly name: string
  /** `unknown`: the file serves no such model. `every`: stands for each model without a rule of its own. */
  readonly type: 'model' | 'alias' | 'unknown' | 'every'
  /** Deployments with this public name. */
  readonly deployments: number
  /** Whether a chain of fallbacks leads from it back to it. */
  readonly isInCycle: boolean
  /**
   * `unknown`: fallbacks lead here and nothing serves it. `uncaught`: nothing catches it when it fails, nor every model.
   */
  readonly end: 'unknown' | 'uncaught' | null
}

/** One model catches another. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly kind: FallbackKind | 'alias'
  /** 1 for the first that is tried; 0 for an alias. */
  readonly order: number
  /** Whether it is part of a chain that leads back. */
  readonly isInCycle: boolean
}

/** Who catches whom. */
export interface FallbackGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Each chain that leads back, from one of its models to the last before it comes round. */
  readonly cycles: readonly (readonly string[])[]
}

/** Draws the rules that LiteLLM reads and the aliases as nodes and edges. */
export function fallbackGraph(file: RoutingFile): FallbackGraph {
  const plain = [...ruleEdges(file), ...aliasEdges(file)]
  const names = new Set([...file.modelNames, ...plain.flatMap(({ from, to }) => [from, to])])
  const edges = markCycles([...names], plain)
  const caught = new Set(edges.filter(({ kind }) => kind === 'general').map(({ from }) => from))
  const nodes = [...names].map((name): GraphNode => {
    const type = typeOf(file, name)
    const isReached = edges.some(({ to }) => to === name)
    const isCaught = caught.has(name) || caught.has(EVERY_MODEL) || type === 'alias' || type === 'every'
    return {
      name,
      type,
      deployments: file.deployments.filter(({ modelName }) => modelName === name).length,
      isInCycle: edges.some((edge) => edge.isInCycle && (edge.from === name || edge.to === name)),
      end: type === 'unknown' && isReached ? 'unknown' : isCaught || type === 'unknown' ? null : 'uncaught',
    }
  })
  return { nodes, edges, cycles: cyclesOf(edges) }
}

function ruleEdges({ rules }: RoutingFile): Omit<GraphEdge, 'isInCycle'>[] {
  return rules.flatMap(({ isRead, kind, source, targets }) =>
    isRead
      ? targets.flatMap((target, index) =>
          target === '' ? [] : [{ from: source, to: target, kind, order: index + 1 }],
        )
      : [],
  )
}

function aliasEdges({ aliases }: RoutingFile): Omit<GraphEdge, 'isInCycle'>[] {
  return aliases.flatMap(({ name, target }) =>
    target === '' ? [] : [{ from: name, to: target, kind: 'alias' as const, order: 0 }],
  )
}

function typeOf(file: RoutingFile, name: string): GraphNode['type'] {
  if (name === EVERY_MODEL && !file.modelNames.includes(name)) return 'every'
  if (file.aliases.some((alias) => alias.name === name)) return 'alias'
  return isServed(file, name) ? 'model' : 'unknown'
}

/** A failure of one kind goes on along the rules of its kind, and through aliases. */
function markCycles(names: readonly string[], edges: readonly Omit<GraphEdge, 'isInCycle'>[]): GraphEdge[] {
  const ways = new Map(
    fallbackKinds.map((kind) => [
      kind,
      components(
        names,
        edges.filter((edge) => edge.kind === kind || edge.kind === 'alias'),
      ),
    ]),
  )
  return edges.map((edge) => {
    const kinds = edge.kind === 'alias' ? fallbackKinds : [edge.kind]
    const isInCycle = kinds.some((kind) => ways.get(kind)?.get(edge.from) === ways.get(kind)?.get(edge.to))
    return { ...edge, isInCycle }
  })
}

type Line = Pick<GraphEdge, 'from' | 'to'>

/** The strongly connected component of each name; one by itself that does not lead to itself has a number of its own. */
function components(names: readonly string[], edges: readonly Line[]): ReadonlyMap<string, number> {
  const forward = reachOf(edges)
  const result = new Map<string, number>()
  let count = 0
  for (const name of names) {
    if (result.has(name)) continue
    const reached = forward(name)
    const same = names.filter((other) => reached.has(other) && forward(other).has(name))
    count += 1
    for (const other of same) result.set(other, count)
    // No edge counts as a way back from a name that is in no cycle.
    if (same.length === 0) result.set(name, count)
  }
  return result
}

/** What can be reached from a name in one step or more. */
function reachOf(edges: readonly Line[]): (name: string) => Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    next.set(from, [...(next.get(from) ?? []), to])
  }
  const known = new Map<string, Set<string>>()
  return (name) => {
    const found = known.get(name)
    if (found) return found
    const reached = new Set<string>()
    const waiting = [...(next.get(name) ?? [])]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (reached.has(at)) continue
      reached.add(at)
      waiting.push(...(next.get(at) ?? []))
    }
    known.set(name, reached)
    return reached
  }
}

/** One chain for each group of names that lead to each other: the shortest way round from its first name. */
function cyclesOf(edges: readonly GraphEdge[]): string[][] {
  const inside = edges.filter(({ isInCycle }) => isInCycle)
  const seen = new Set<string>()
  const cycles: string[][] = []
  for (const { from } of inside) {
    if (seen.has(from)) continue
    const cycle = shortestRound(from, inside)
    for (const name of cycle) seen.add(name)
    if (cycle.length > 0) cycles.push(cycle)
  }
  return cycles
}

function shortestRound(start: string, edges: readonly GraphEdge[]): string[] {
  const waysTo = new Map<string, string[]>([[start, [start]]])
  const waiting = [start]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const way = waysTo.get(at) ?? []
    for (const { from, to } of edges) {
      if (from !== at) continue
      if (to === start) return way
      if (waysTo.has(to)) continue
      waysTo.set(to, [...way, to])
      waiting.push(to)
    }
  }
  return []
}
