/** Stands before, between and behind tags, so that a tag can be looked for as it stands between two of them. */
export const TAG_MARK = '\u001F'

/** Tags as one text: few combinations occur, and each is kept once. null for none. */
export function tagText(tags: readonly string[]): string | null {
  if (tags.length === 0) return null
  return `${TAG_MARK}${tags.map((tag) => tag.replaceAll(TAG_MARK, ' ')).join(TAG_MARK)}${TAG_MARK}`
}

/** The tags of such a text. */
export function tagsIn(text: string): string[] {
  return text.slice(1, -1).split(TAG_MARK)
}
