import { Waypoints } from 'lucide-react'
import { useId, useMemo } from 'react'

import {
  fallbackGraph,
  type FallbackGraph,
  type GraphEdge,
  type GraphNode,
} from '#shared/routing-file/fallback-graph.ts'
import type { RoutingFile } from '#shared/routing-file/routing-file.ts'

import { classNames } from '../../../ui/class-names.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { countOf } from '../../config-editor/words.ts'
import styles from './FallbackPicture.module.css'
import { layOut, nodeSize } from './graph-layout.ts'

/** Who catches whom, drawn; the same as a list for those who do not see it. */
export function FallbackPicture({ file }: { readonly file: RoutingFile }) {
  const graph = useMemo(() => fallbackGraph(file), [file])
  const picture = useMemo(() => layOut(graph), [graph])
  const id = useId()
  if (graph.nodes.length === 0) {
    return (
      <EmptyState
        icon={<Waypoints />}
        title="Nothing to draw yet"
        text="Add models, then say which one catches which."
      />
    )
  }
  return (
    <section
      className={styles['box']}
      aria-label="Who catches whom"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls has to be reached by keyboard.
      tabIndex={0}
    >
      <svg
        className={styles['picture']}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        style={{
          width: `${picture.width / 16}rem`,
          maxWidth: `max(100%, ${(picture.width * smallest) / 16}rem)`,
        }}
        aria-hidden="true"
      >
        <defs>
          {edgeTones.map((tone) => (
            <marker
              key={tone}
              id={`${id}-${tone}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M 0 0.5 L 7 4 L 0 7.5 z" className={styles[tone]} />
            </marker>
          ))}
        </defs>
        {picture.edges.map(({ edge, path, label }) => {
          const tone = toneOf(edge)
          return (
            <g key={`${edge.kind} ${edge.from} ${edge.to} ${edge.order}`} className={styles[tone]}>
              <path
                d={path}
                className={styles['line']}
                data-kind={edge.kind}
                markerEnd={`url(#${id}-${tone})`}
              />
              {edge.order > 0 && (
                <>
                  <circle cx={label.x} cy={label.y} r="9" className={styles['bead']} />
                  <text x={label.x} y={label.y + 3.5} className={styles['order']}>
                    {edge.order}
                  </text>
                </>
              )}
            </g>
          )
        })}
        {picture.nodes.map(({ node, x, y }) => (
          <g
            key={node.name}
            transform={`translate(${x} ${y})`}
            className={classNames(styles['node'], styles[`is-${nodeTone(node)}`])}
          >
            <title>{node.name}</title>
            <rect width={nodeSize.width} height={nodeSize.height} rx="6" />
            <text x="12" y="19" className={styles['name']}>
              {shortened(node.type === 'every' ? 'Every other model' : node.name)}
            </text>
            <text x="12" y="34" className={styles['note']}>
              {noteOf(node)}
            </text>
          </g>
        ))}
      </svg>
      <Legend graph={graph} />
      <VisuallyHidden>
        <ul aria-label="Who catches whom, as a list">
          {sentences(graph).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </VisuallyHidden>
    </section>
  )
}

function Legend({ graph: { edges, nodes, cycles } }: { readonly graph: FallbackGraph }) {
  const kinds = new Set(edges.map(({ kind }) => kind))
  return (
    <ul className={styles['legend']} aria-label="Legend">
      {(['general', 'context-window', 'content-policy', 'alias'] as const)
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li key={kind} className={styles[kind]}>
            <svg viewBox="0 0 28 8" aria-hidden="true">
              <path d="M 0 4 H 28" className={styles['line']} data-kind={kind} />
            </svg>
            {kindWords[kind]}
          </li>
        ))}
      {cycles.length > 0 && <li className={styles['cycle']}>Red: goes round in a circle</li>}
      {nodes.some(({ end }) => end === 'unknown') && (
        <li className={styles['cycle']}>Dashed red: no such model</li>
      )}
    </ul>
  )
}

/** Shrunk further than this to fit, names could not be read; then it scrolls. */
const smallest = 0.72

const kindWords = {
  general: 'any failure',
  'context-window': 'context too long',
  'content-policy': 'content refused',
  alias: 'alias',
} as const

const edgeTones = ['general', 'context-window', 'content-policy', 'alias', 'cycle'] as const

function toneOf({ kind, isInCycle }: GraphEdge): (typeof edgeTones)[number] {
  return isInCycle ? 'cycle' : kind
}

function nodeTone({ type, end, isInCycle }: GraphNode): 'unknown' | 'cycle' | 'alias' | 'plain' {
  if (end === 'unknown' || type === 'unknown') return 'unknown'
  if (isInCycle) return 'cycle'
  return type === 'model' ? 'plain' : 'alias'
}

function noteOf({ type, deployments, end, isInCycle }: GraphNode): string {
  if (type === 'unknown') return 'no such model'
  if (type === 'every') return 'default fallbacks'
  if (isInCycle) return 'goes round in a circle'
  if (type === 'alias') return 'alias'
  const count = deployments > 1 ? countOf(deployments, 'deployment') : ''
  return [count, end === 'uncaught' ? 'nobody catches it' : ''].filter((word) => word !== '').join(' · ')
}

/** As much of a name as fits into a box. */
function shortened(name: string): string {
  return name.length > 21 ? `${name.slice(0, 20)}…` : name
}

function sentences({ nodes, edges, cycles }: FallbackGraph): string[] {
  const rules = edges.map(({ from, to, kind, order }) => {
    const source = from === '*' ? 'every other model' : from
    return kind === 'alias'
      ? `${from} is another name of ${to}.`
      : `${to} catches ${source} (${kindWords[kind]}, number ${order}).`
  })
  const ends = nodes.flatMap(({ name, end }) =>
    end === null
      ? []
      : [end === 'unknown' ? `${name} is a dead end: no such model.` : `Nobody catches ${name}.`],
  )
  const rounds = cycles.map((cycle) => `${[...cycle, cycle[0] ?? ''].join(', then ')}: a circle.`)
  return [...new Set([...rules, ...rounds, ...ends])]
}
