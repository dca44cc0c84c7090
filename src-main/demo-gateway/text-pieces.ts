/** Cuts a text into words, each with the white space behind it; joined they give the text again. */
export function wordPieces(text: string): string[] {
  return text.match(/\s*\S+\s*/gu) ?? (text === '' ? [] : [text])
}

/** Cuts a text into pieces of `size` UTF-16 units, one more where a surrogate pair would be split. */
export function sizedPieces(text: string, size: number): string[] {
  const pieces: string[] = []
  let start = 0
  while (start < text.length) {
    let end = Math.min(start + Math.max(1, size), text.length)
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end += 1
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
