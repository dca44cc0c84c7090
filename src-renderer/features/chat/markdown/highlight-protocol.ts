import type { Language } from './languages.ts'

/** What the page and the highlighting worker say to each other. */

/** Kinds of token that have a colour of their own, by their CSS class; `plain` has none. */
export type Colour =
  | 'plain'
  | 'constant'
  | 'string'
  | 'comment'
  | 'keyword'
  | 'parameter'
  | 'function'
  | 'stringExpression'
  | 'punctuation'
  | 'link'

/** A stretch of code in one colour; line breaks may be inside. */
export interface ColouredRun {
  readonly colour: Colour
  /** In UTF-16 code units. */
  readonly length: number
}

export interface HighlightRequest {
  readonly id: number
  readonly language: Language
  readonly code: string
  /** Id of the request for the piece before this one; null for the first piece. */
  readonly after: number | null
}

export interface HighlightAnswer {
  readonly id: number
  /** Null when the code could not be highlighted. */
  readonly runs: readonly ColouredRun[] | null
}
