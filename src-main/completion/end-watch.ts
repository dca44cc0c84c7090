const DONE = '[DONE]'
/** Enough to hold the mark and the blank lines after it. */
const TAIL_BYTES = 32

/**
 * Watches a stream's bytes for the `[DONE]` that ends it, which the openai package swallows: without it a stream that
 * was cut looks complete.
 */
export function endWatch(): { watch: (answer: Response) => Response; sawDone: () => boolean } {
  let tail = ''
  const decoder = new TextDecoder('latin1')
  return {
    sawDone: () => tail.includes(DONE),
    watch: (answer) => {
      if (!answer.ok || answer.body === null) return answer
      const watched = answer.body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            tail = (tail + decoder.decode(chunk.subarray(-TAIL_BYTES))).slice(-TAIL_BYTES)
            controller.enqueue(chunk)
          },
        }),
      )
      return new Response(watched, answer)
    },
  }
}
