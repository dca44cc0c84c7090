import type { Block } from './block.ts'

/** Blocks that follow each other, joined when one is a continuation of the other. Keyed by its first block. */
export interface Run {
  readonly id: number
  readonly blocks: readonly [Block, ...Block[]]
}

/** Some screens of an answer: the unit that is taken out of the page when it is far from view. */
export interface Section {
  readonly id: number
  readonly runs: readonly Run[]
  /** True when no block will be added or changed any more; the object then keeps its identity. */
  readonly closed: boolean
  /** Number of blocks in it. */
  readonly size: number
}

/** A section is full after this many lines of source or this many runs. */
const sectionLines = 40
const sectionRuns = 8

/** Groups blocks into sections. Closed sections and unchanged runs of `previous` are used again as they are. */
export function groupSections(blocks: readonly Block[], previous: readonly Section[]): readonly Section[] {
  const kept = previous.findIndex((section) => !section.closed || !startsWithSame(section, blocks))
  const sections = kept === -1 ? [...previous] : previous.slice(0, kept)
  const known = new Map(previous[sections.length]?.runs.map((run) => [run.id, run]))
  const last = sections.at(-1)
  let at = last ? last.id + last.size : 0
  while (at < blocks.length) {
    const section = sectionFrom(blocks, at, known)
    sections.push(section)
    at += section.size
  }
  return sections
}

/** True when the blocks a section was made from are still there; looking at its ends is enough. */
function startsWithSame(section: Section, blocks: readonly Block[]): boolean {
  const firstBlock = section.runs[0]?.blocks[0]
  const lastBlock = section.runs.at(-1)?.blocks.at(-1)
  return blocks[section.id] === firstBlock && blocks[section.id + section.size - 1] === lastBlock
}

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
  const isFinished = blocks[at - 1]?.finished === true
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
