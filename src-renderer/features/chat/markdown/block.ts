/** Link reference definitions by normalised label; made without a prototype, so that any label is safe. */
export type LinkDefinitions = Readonly<
  Record<string, { readonly href: string; readonly title?: string | null }>
>

interface BlockBase {
  /** Position in the answer, counted from 0; a block keeps it when it finishes. */
  readonly id: number
  /** The source of this block, blank lines and line endings included. */
  readonly raw: string
  /** Lines of source. */
  readonly lines: number
  /** True for the second and later piece of a long code block, table, list or quote. */
  readonly continues: boolean
  /** False while text may still be added. */
  readonly finished: boolean
}

/** Headings, paragraphs, quotes, rules, HTML, formulas: whatever needs no bookkeeping across pieces. */
interface FlowBlock extends BlockBase {
  readonly kind: 'flow'
  readonly links: LinkDefinitions
}

interface ListBlock extends BlockBase {
  readonly kind: 'list'
  /** Number of the first item of this piece; null for a bulleted list. */
  readonly start: number | null
  /** True when an earlier piece already showed blank lines between items. */
  readonly loose: boolean
  readonly links: LinkDefinitions
}

interface TableBlock extends BlockBase {
  readonly kind: 'table'
  /** Header and delimiter lines to put before `raw` in a piece that continues; empty in the first. */
  readonly head: string
  readonly links: LinkDefinitions
}

export interface CodeBlock extends BlockBase {
  readonly kind: 'code'
  /** First word after the opening fence, as written; empty when there is none. */
  readonly language: string
  /** Where the code starts and ends inside `raw`, in characters. */
  readonly codeStart: number
  readonly codeEnd: number
  /** Columns of indentation to take off each line. */
  readonly indent: number
}

/** One piece of an answer that is rendered and kept on its own. Finished blocks never change. */
export type Block = FlowBlock | ListBlock | TableBlock | CodeBlock
