import type { FallbackGraph, GraphEdge, GraphNode } from '#shared/routing-file/fallback-graph.ts'

/** A box of the picture; px at 100 % text scale. */
export interface PlacedNode {
  readonly node: GraphNode
  readonly x: number
  readonly y: number
}

/** A line of the picture. */
export interface PlacedEdge {
  readonly edge: GraphEdge
  /** An SVG path, from box to box. */
  readonly path: string
  /** Where its number stands. */
  readonly label: { readonly x: number; readonly y: number }
}

export interface GraphPicture {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

export const nodeSize = { width: 160, height: 44 } as const
const gap = { x: 64, y: 20 } as const
const margin = 24
/** How far a line that leads back swings out below. */
const swing = 34

/**
 * Places the boxes in columns: each stands right of all it catches for. Lines that lead back in a circle swing below. Names
 * that nothing joins stand in rows of their own at the end.
 */
export function layOut({ nodes, edges }: FallbackGraph): GraphPicture {
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const layers = layersOf(
    nodes.filter(({ name }) => joined.has(name)).map(({ name }) => name),
    edges,
  )
  const columns: GraphNode[][] = []
  for (const node of nodes) {
    const layer = layers.get(node.name)
    if (layer === undefined) continue
    const column = (columns[layer] ??= [])
    column.push(node)
  }
  orderColumns(columns, edges)
  const places = new Map<string, PlacedNode>()
  const height = Math.max(0, ...columns.map((column) => column.length))
  for (const [layer, column] of columns.entries()) {
    const offset = ((height - column.length) * (nodeSize.height + gap.y)) / 2
    for (const [row, node] of column.entries()) {
      const x = margin + layer * (nodeSize.width + gap.x)
      places.set(node.name, { node, x, y: margin + offset + row * (nodeSize.height + gap.y) })
    }
  }
  const perRow = Math.max(3, columns.length)
  const top = margin + height * (nodeSize.height + gap.y) + (height === 0 ? 0 : swing + gap.y)
  for (const [index, node] of nodes.filter(({ name }) => !joined.has(name)).entries()) {
    const x = margin + (index % perRow) * (nodeSize.width + gap.y)
    places.set(node.name, { node, x, y: top + Math.floor(index / perRow) * (nodeSize.height + gap.y) })
  }
  const placed = [...places.values()]
  return {
    width: Math.max(0, ...placed.map(({ x }) => x)) + nodeSize.width + margin,
    height: Math.max(0, ...placed.map(({ y }) => y)) + nodeSize.height + margin + swing,
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const [from, to] = [places.get(edge.from), places.get(edge.to)]
      return from && to ? [drawn(edge, from, to)] : []
    }),
  }
}

/** The column of each name: right of everything that leads to it, as far as that is in no circle with it. */
function layersOf(names: readonly string[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const back = backEdges(names, edges)
  const layers = new Map(names.map((name) => [name, 0]))
  for (let round = 0; round < names.length; round += 1) {
    let hasMoved = false
    for (const edge of edges) {
      if (back.has(edge)) continue
      const wanted = (layers.get(edge.from) ?? 0) + 1
      if (wanted > (layers.get(edge.to) ?? 0)) {
        layers.set(edge.to, wanted)
        hasMoved = true
      }
    }
    if (!hasMoved) break
  }
  return layers
}

/** The edges that close a circle when everything is walked in the order of the file. */
function backEdges(names: readonly string[], edges: readonly GraphEdge[]): ReadonlySet<GraphEdge> {
  const back = new Set<GraphEdge>()
  const state = new Map<string, 'open' | 'done'>()
  const leaving = Map.groupBy(edges, ({ from }) => from)
  for (const start of names) {
    if (state.has(start)) continue
    state.set(start, 'open')
    const stack = [{ name: start, next: 0 }]
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const edge = leaving.get(at.name)?.[at.next]
      at.next += 1
      if (edge === undefined) {
        state.set(at.name, 'done')
        stack.pop()
      } else if (state.get(edge.to) === 'open') back.add(edge)
      else if (!state.has(edge.to)) {
        state.set(edge.to, 'open')
        stack.push({ name: edge.to, next: 0 })
      }
    }
  }
  return back
}

/** Puts each box near the middle of those that lead to it, so that fewer lines cross. */
function orderColumns(columns: GraphNode[][], edges: readonly GraphEdge[]): void {
  for (const [layer, column] of columns.entries()) {
    const before = columns[layer - 1]
    if (before === undefined) continue
    const rows = new Map(before.map(({ name }, row) => [name, row]))
    const middle = ({ name }: GraphNode): number => {
      const found = edges.filter(({ to }) => to === name).flatMap(({ from }) => rows.get(from) ?? [])
      return found.length === 0 ? column.length : found.reduce((sum, row) => sum + row, 0) / found.length
    }
    const middles = new Map(column.map((node) => [node, middle(node)]))
    column.sort((one, other) => (middles.get(one) ?? 0) - (middles.get(other) ?? 0))
  }
}

function drawn(edge: GraphEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const start = { x: from.x + nodeSize.width, y: from.y + nodeSize.height / 2 }
  const end = { x: to.x, y: to.y + nodeSize.height / 2 }
  if (end.x > start.x) {
    const bend = Math.max(gap.x / 2, (end.x - start.x) / 2)
    const path = `M ${start.x} ${start.y} C ${start.x + bend} ${start.y}, ${end.x - bend} ${end.y}, ${end.x} ${end.y}`
    return { edge, path, label: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } }
  }
  const [left, right] = [to.x + nodeSize.width / 3, from.x + (nodeSize.width * 2) / 3]
  const [startY, endY] = [from.y + nodeSize.height, to.y + nodeSize.height]
  const low = Math.max(startY, endY) + swing
  const path = `M ${right} ${startY} C ${right} ${low}, ${left} ${low}, ${left} ${endY}`
  return { edge, path, label: { x: (left + right) / 2, y: (startY + endY + 6 * low) / 8 } }
}
