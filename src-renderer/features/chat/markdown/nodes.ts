/** What is inside a block, ready to render: no marked types, character references decoded. */

export type InlineNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly InlineNode[] }
  | { readonly type: 'html'; readonly tag: SafeTag; readonly children: readonly InlineNode[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'break' }
  | {
      readonly type: 'link'
      readonly url: string
      readonly title: string | null
      readonly children: readonly InlineNode[]
    }
  | { readonly type: 'image'; readonly url: string; readonly alt: string }
  | { readonly type: 'math'; readonly tex: string; readonly display: boolean }

/** Inline HTML that is rendered as what it says, without attributes. All other HTML is shown as text. */
export const safeTags = ['sub', 'sup', 'kbd', 'mark', 'b', 'i', 'u', 's', 'small'] as const
export type SafeTag = (typeof safeTags)[number]

export type Alignment = 'left' | 'center' | 'right' | null
export type TableRow = readonly (readonly InlineNode[])[]

interface ListItemNode {
  /** Whether the box is ticked; null when the item has none. */
  readonly checked: boolean | null
  readonly children: readonly BlockNode[]
}

export interface CodeNode {
  readonly type: 'code'
  readonly language: string
  readonly text: string
}

export interface TableNode {
  readonly type: 'table'
  readonly alignments: readonly Alignment[]
  readonly header: TableRow
  readonly rows: readonly TableRow[]
}

export interface ListNode {
  readonly type: 'list'
  /** Number of the first item; null for a bulleted list. */
  readonly start: number | null
  /** Items are set apart, as paragraphs are. */
  readonly loose: boolean
  readonly items: readonly ListItemNode[]
}

export type BlockNode =
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly InlineNode[] }
  | { readonly type: 'paragraph'; readonly children: readonly InlineNode[] }
  | { readonly type: 'quote'; readonly children: readonly BlockNode[] }
  | { readonly type: 'rule' }
  | { readonly type: 'html'; readonly text: string }
  | { readonly type: 'math'; readonly tex: string }
  | CodeNode
  | TableNode
  | ListNode
