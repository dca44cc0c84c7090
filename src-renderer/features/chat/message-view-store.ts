/**
 * What the window itself remembers of messages, apart from main: rows come and go while scrolling, and neither an unsent
 * edit nor an opened reasoning may go with them.
 */
import { create } from 'zustand'

interface MessageViews {
  /** Unsent texts of message editors by message id; an entry means the editor is open. */
  readonly edits: Readonly<Record<string, string>>
  /** Messages whose reasoning, or whose whole long text, is shown. */
  readonly unfolded: Readonly<Record<string, boolean>>
  /** How long answers reasoned before they spoke, in ms, as far as this window saw it. */
  readonly thoughtMs: Readonly<Record<string, number>>
  /** The answer another model shall give anew, while the user chooses that model; null otherwise. */
  readonly rerunning: string | null
}

export const useMessageViews = create<MessageViews>()(() => ({
  edits: {},
  unfolded: {},
  thoughtMs: {},
  rerunning: null,
}))

/** The user opened the editor of a message or typed in it. */
export function editTyped(messageId: string, text: string): void {
  useMessageViews.setState(({ edits }) => ({ edits: { ...edits, [messageId]: text } }))
}

/** The editor of a message closed, sent or not. */
export function editClosed(messageId: string): void {
  useMessageViews.setState(({ edits }) => {
    const { [messageId]: _closed, ...rest } = edits
    return { edits: rest }
  })
}

/** The user folded or unfolded a message's reasoning or long text. */
export function foldToggled(messageId: string): void {
  useMessageViews.setState(({ unfolded }) => ({
    unfolded: { ...unfolded, [messageId]: !(unfolded[messageId] ?? false) },
  }))
}

/** An answer that had only reasoned until now began to speak. */
export function thoughtEnded(messageId: string, durationMs: number): void {
  useMessageViews.setState(({ thoughtMs }) => ({ thoughtMs: { ...thoughtMs, [messageId]: durationMs } }))
}

/** The user wants an answer anew from another model, or with null no longer. */
export function rerunAsked(messageId: string | null): void {
  useMessageViews.setState({ rerunning: messageId })
}
