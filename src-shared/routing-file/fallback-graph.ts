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
  const reached = new Set(edges.map(({ to }) => to))
  const round = new Set(edges.filter(({ isInCycle }) => isInCycle).flatMap(({ from, to }) => [from, to]))
  const aliases = new Set(file.aliases.map(({ name }) => name))
  const counts = Map.groupBy(file.deployments, ({ modelName }) => modelName)
  const nodes = [...names].map((name): GraphNode => {
    const type = typeOf(file, name, aliases)
    const isReached = reached.has(name)
    const isCaught = caught.has(name) || caught.has(EVERY_MODEL) || type === 'alias' || type === 'every'
    return {
      name,
      type,
      deployments: counts.get(name)?.length ?? 0,
      isInCycle: round.has(name),
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

function typeOf(file: RoutingFile, name: string, aliases: ReadonlySet<string>): GraphNode['type'] {
  if (name === EVERY_MODEL && !file.served.has(name)) return 'every'
  if (aliases.has(name)) return 'alias'
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

/**
 * The strongly connected component of each name, by number: Tarjan's walk, without recursion, since chains are as long as
 * the file makes them. A name by itself is a component too, which counts as a circle where it leads to itself.
 */
function components(names: readonly string[], edges: readonly Line[]): ReadonlyMap<string, number> {
  const leaving = Map.groupBy(edges, ({ from }) => from)
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const result = new Map<string, number>()
  const open: string[] = []
  for (const start of names) {
    if (order.has(start)) continue
    const walk = [enter(start)]
    for (let at = walk.at(-1); at !== undefined; at = walk.at(-1)) {
      const to = leaving.get(at.name)?.[at.next]?.to
      at.next += 1
      if (to === undefined) {
        walk.pop()
        leave(at.name)
        const before = walk.at(-1)
        if (before) lower(before.name, low.get(at.name))
      } else if (!order.has(to)) walk.push(enter(to))
      else if (!result.has(to)) lower(at.name, order.get(to))
    }
  }
  return result

  function enter(name: string): { readonly name: string; next: number } {
    low.set(name, order.size)
    order.set(name, order.size)
    open.push(name)
    return { name, next: 0 }
  }

  function lower(name: string, value = Number.POSITIVE_INFINITY): void {
    low.set(name, Math.min(low.get(name) ?? value, value))
  }

  function leave(name: string): void {
    if (low.get(name) !== order.get(name)) return
    const number = order.get(name) ?? 0
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      result.set(member, number)
      if (member === name) return
    }
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
