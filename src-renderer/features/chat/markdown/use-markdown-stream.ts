import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { warmLexer } from './lexer.ts'
import { advanceStream, emptyStream, type MarkdownStream } from './markdown-stream.ts'

/** Longest time text waits while the window paints no frames, in ms: a hidden window must not pile it up. */
const longestWait = 250

/** Answers kept after they leave the page, so that scrolling back to one reads and lexes nothing again. */
const mostRemembered = 24
const finishedStreams = new Map<string, MarkdownStream>()

const readAtOnce = (text: string, streaming: boolean): MarkdownStream =>
  (streaming ? undefined : finishedStreams.get(text)) ??
  remembered(advanceStream(emptyStream, text, streaming))

function remembered(stream: MarkdownStream): MarkdownStream {
  if (!stream.isFinished) return stream
  finishedStreams.delete(stream.text)
  finishedStreams.set(stream.text, stream)
  const [oldest] = finishedStreams.keys()
  if (finishedStreams.size > mostRemembered && oldest !== undefined) finishedStreams.delete(oldest)
  return stream
}

/** Reads the text as it grows, at most once per animation frame. The first text is there at once. */
export function useMarkdownStream(text: string, streaming: boolean): MarkdownStream {
  const [stream, setStream] = useState(() => readAtOnce(text, streaming))
  const latest = useRef({ text, streaming })
  const cancelRead = useRef<(() => void) | null>(null)

  useLayoutEffect(() => {
    latest.current = { text, streaming }
    if (cancelRead.current || (stream.text === text && stream.isFinished === !streaming)) return
    const read = (): void => {
      cancelRead.current?.()
      cancelRead.current = null
      const { current } = latest
      flushSync(() => setStream((known) => remembered(advanceStream(known, current.text, current.streaming))))
    }
    const frame = requestAnimationFrame(read)
    const timer = setTimeout(read, longestWait)
    cancelRead.current = () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  })

  useEffect(() => {
    // Between the question and the first word there is time to spare.
    const idle = requestIdleCallback(warmLexer)
    return () => cancelIdleCallback(idle)
  }, [])

  useEffect(
    () => () => {
      cancelRead.current?.()
      cancelRead.current = null
    },
    [],
  )
  return stream
}
