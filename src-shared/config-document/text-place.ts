import type { TextPlace } from '../engine.ts'

/** Where an offset is, counted from 1 as editors count: LF, CRLF and CR end lines. An offset past the end is the end. */
export function placeAt(text: string, offset: number): TextPlace {
  const end = Math.max(0, Math.min(offset, text.length))
  let line = 1
  let lineStart = 0
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) {
      if (at + 1 >= end) break
      at += 1
    }
    line += 1
    lineStart = at + 1
  }
  return { line, column: end - lineStart + 1 }
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
