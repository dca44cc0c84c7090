import type { Block } from './block.ts'
import {
  appendMarkdown,
  emptyMarkdown,
  finishMarkdown,
  openBlocks,
  type MarkdownState,
} from './block-splitter.ts'
import { groupSections, type Section } from './sections.ts'

/** An answer as read so far. */
export interface MarkdownStream {
  /** The text all of this was made from. */
  readonly text: string
  readonly isFinished: boolean
  readonly state: MarkdownState
  readonly open: readonly Block[]
  readonly sections: readonly Section[]
  /** Number of blocks in all sections. */
  readonly size: number
}

export const emptyStream: MarkdownStream = {
  text: '',
  isFinished: false,
  state: emptyMarkdown,
  open: [],
  sections: [],
  size: 0,
}

/**
 * Reads on to `text`. Only what was added is read, unless the text is another one or goes on after its end:
 * then it is read from the start. Answers the same object when nothing changed.
 */
export function advanceStream(stream: MarkdownStream, text: string, streaming: boolean): MarkdownStream {
  if (stream.text === text && stream.isFinished === !streaming) return stream
  const isContinued = !stream.isFinished && text.startsWith(stream.text)
  const from = isContinued ? stream : { ...emptyStream, sections: stream.sections }
  const read = appendMarkdown(from.state, text.slice(from.text.length))
  const state = streaming ? read : finishMarkdown(read)
  const open = streaming ? openBlocks(state, from.open) : []
  const blocks = [...state.finished, ...open]
  return {
    text,
    isFinished: !streaming,
    state,
    open,
    sections: groupSections(blocks, from.sections),
    size: blocks.length,
  }
}
