import { createContext } from 'react'

/** What an answer may ask of the app. */
export interface MarkdownActions {
  /** Opens a web address; only http and https addresses are given. */
  readonly onOpenLink: (url: string) => void
  /** Fetches a remote image the user asked for; answers with a `data:` URL, rejects when it cannot. */
  readonly onLoadImage: (url: string) => Promise<string>
  /** Puts text on the clipboard; rejects when it cannot. */
  readonly onCopy: (text: string) => void | Promise<void>
}

const unavailable = (): never => {
  throw new Error('This part of the page is not inside a Markdown answer.')
}

export const MarkdownActionsContext = createContext<MarkdownActions>({
  onOpenLink: unavailable,
  onLoadImage: unavailable,
  onCopy: unavailable,
})
