/** Text longer than this is kept out of the text field, which would freeze on it, in characters. */
export const LARGE_PASTE_CHARACTERS = 100_000

/** A long text the user pasted, shown as a chip beside the text field. */
export interface Paste {
  readonly id: string
  readonly text: string
}

/** What stands in the composer: the typed text and the long texts pasted to it. */
export interface Draft {
  readonly text: string
  readonly pastes: readonly Paste[]
}

export const emptyDraft: Draft = { text: '', pastes: [] }

/** Stands between the parts of a stored draft (ASCII record separator); never part of a sent message. */
const PART_SEPARATOR = '\u001E'

/** The message a draft becomes: the typed text, then each pasted text after a blank line. */
export function draftMessage(draft: Draft): string {
  return [draft.text.trim(), ...draft.pastes.map((paste) => paste.text)]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Whether sending would send nothing. */
export function isDraftEmpty(draft: Draft): boolean {
  return draft.pastes.length === 0 && draft.text.trim() === ''
}

/** The one string a draft is stored as. */
export function storedDraft(draft: Draft): string {
  return [draft.text, ...draft.pastes.map((paste) => paste.text)].join(PART_SEPARATOR)
}

/** Reads a stored draft; what is too long for the text field becomes a pasted text. */
export function parseDraft(stored: string): Draft {
  const [text = '', ...pastes] = stored.split(PART_SEPARATOR)
  if (text.length > LARGE_PASTE_CHARACTERS) return { text: '', pastes: [text, ...pastes].map(newPaste) }
  return { text, pastes: pastes.map(newPaste) }
}

/** Puts two drafts one after the other, so that neither is lost. */
export function mergeDrafts(first: Draft, second: Draft): Draft {
  const between = first.text === '' || second.text === '' || /\s$/.test(first.text) ? '' : '\n'
  return { text: first.text + between + second.text, pastes: [...first.pastes, ...second.pastes] }
}

export function newPaste(text: string): Paste {
  return { id: crypto.randomUUID(), text }
}
