import { useMemo } from 'react'

import styles from './Message.module.css'
import { scrollRegion } from '../../ui/scroll-region.ts'

/** Laid out by itself and only while in view, in characters. */
const CHUNK_CHARACTERS = 20_000

/** A text of any length in a box that scrolls, cut at line ends into pieces the browser can skip. */
export function LongText({ text }: { readonly text: string }) {
  const chunks = useMemo(() => textChunks(text), [text])
  return (
    <div className={styles['long']} {...scrollRegion('Whole message')}>
      {chunks.map((chunk) => (
        <p key={chunk.start} className={styles['chunk']}>
          {chunk.text}
        </p>
      ))}
    </div>
  )
}

function textChunks(text: string): { readonly start: number; readonly text: string }[] {
  const chunks = []
  let start = 0
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start + CHUNK_CHARACTERS)
    const isLineNear = lineEnd !== -1 && lineEnd < start + 2 * CHUNK_CHARACTERS
    const end = isLineNear ? lineEnd + 1 : Math.min(text.length, start + CHUNK_CHARACTERS)
    chunks.push({ start, text: text.slice(start, end) })
    start = end
  }
  return chunks
}
