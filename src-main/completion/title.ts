const MAX_TITLE_CHARACTERS = 60

/** A conversation's first title: the first line with words of what was asked, cut at a word. */
export function titleFor(question: string): string {
  const head = question.slice(0, 2000)
  const line = head.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? head
  const plain = line
    .replace(/^[\s#>*`-]+/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = Array.from(plain)
  if (characters.length <= MAX_TITLE_CHARACTERS) return plain || 'New chat'
  const cut = characters.slice(0, MAX_TITLE_CHARACTERS).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > MAX_TITLE_CHARACTERS / 2 ? cut.slice(0, space) : cut}…`
}
