import type { Block } from './block.ts'

/** Blocks that follow each other, joined when one is a continuation of the other. Keyed by its first block. */
export interface Run {
  readonly id: number
  readonly blocks: readonly [Block, ...Block[]]
}

/** About a screen of an answer: the unit that is taken out of the page when it is far from view. */
export interface Section {
  readonly id: number
  readonly runs: readonly Run[]
  /** True when no block will be added or changed any more, late link definitions apart. */
  readonly closed: boolean
  /** Number of blocks in it. */
  readonly size: number
}

/** A section is full after this many lines of source or this many runs. */
const sectionLines = 40
const sectionRuns = 8

/** Groups blocks into sections; sections and runs of `previous` that are still right are used again. */
export function groupSections(blocks: readonly Block[], previous: readonly Section[]): readonly Section[] {
  const sections: Section[] = []
  let at = 0
  for (const section of previous) {
    if (!section.closed || section.id !== at || !isStill(section, blocks)) break
    sections.push(section)
    at += section.size
  }
  const rest = previous.slice(sections.length)
  const runs = new Map(rest.flatMap((section) => section.runs.map((run) => [run.id, run] as const)))
  while (at < blocks.length) {
    const section = sectionFrom(blocks, at, runs)
    const same = rest.find((known) => isSameSection(known, section))
    sections.push(same ?? section)
    at += section.size
  }
  return sections
}

const isStill = (section: Section, blocks: readonly Block[]): boolean =>
  section.runs.every((run) => run.blocks.every((block, index) => blocks[run.id + index] === block))

const isSameSection = (a: Section, b: Section): boolean =>
  a.id === b.id &&
  a.closed === b.closed &&
  a.runs.length === b.runs.length &&
  a.runs.every((run, index) => run === b.runs[index])

function sectionFrom(blocks: readonly Block[], id: number, known: ReadonlyMap<number, Run>): Section {
  const runs: Run[] = []
  let lines = 0
  let at = id
  let isFull = false
  while (at < blocks.length && !isFull) {
    const run = runFrom(blocks, at, known.get(at))
    runs.push(run)
    at += run.blocks.length
    for (const block of run.blocks) lines += block.lines
    isFull = lines >= sectionLines || runs.length >= sectionRuns
  }
  const isFinished = runs.every((run) => run.blocks.every((block) => block.finished))
  return { id, runs, size: at - id, closed: isFull && isFinished && at < blocks.length }
}

function runFrom(blocks: readonly Block[], id: number, known: Run | undefined): Run {
  const first = blocks[id]
  if (!first) throw new RangeError(`There is no block ${id}.`)
  let end = id + 1
  while (blocks[end]?.continues) end += 1
  const isSame =
    known?.blocks.length === end - id && known.blocks.every((block, index) => block === blocks[id + index])
  return known && isSame ? known : { id, blocks: [first, ...blocks.slice(id + 1, end)] }
}
