import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type StreamProgress, applyCompletionEvent } from '#shared/completion-fold.ts'
import type { CompletionEvent } from '#shared/completion.ts'
import type { Message } from '#shared/conversation.ts'

import { sampleAnswer } from '../../helpers/sample-messages.ts'

const asked = sampleAnswer('answer', 'question', { status: 'streaming', content: '' })

describe('applyCompletionEvent', () => {
  test('gathers the deltas and ends with the stored answer', () => {
    const stored = sampleAnswer('answer', 'question', { content: 'Hello!', reasoning: 'Hm.' })
    const events = streamOf(
      [
        ['Hel', 'H'],
        ['lo', 'm'],
      ],
      stored,
    )
    const steps = events.map((_, index) =>
      fold({ message: asked, nextSequence: 0 }, events.slice(0, index + 1)),
    )
    expect(steps).toEqual([
      { message: { ...asked, content: 'Hel', reasoning: 'H' }, nextSequence: 1 },
      { message: { ...asked, content: 'Hello', reasoning: 'Hm' }, nextSequence: 2 },
      { message: stored, nextSequence: 3 },
    ])
  })

  test('gives the same answer whenever a window joins and however often it is told', () => {
    fc.assert(
      fc.property(joinedStream, ({ events, joinedAt, told }) => {
        const whole = fold({ message: asked, nextSequence: 0 }, events)
        const joined = fold({ message: asked, nextSequence: 0 }, events.slice(0, joinedAt))
        expect(fold(joined, told)).toEqual(whole)
      }),
    )
  })

  test('gives back the same object for what it has seen and for other answers', () => {
    fc.assert(
      fc.property(joinedStream, fc.nat(), ({ events, joinedAt }, sequence) => {
        const joined = fold({ message: asked, nextSequence: 0 }, events.slice(0, joinedAt))
        expect(fold(joined, events.slice(0, joinedAt))).toBe(joined)
        const [first] = streamOf([['x', 'y']], asked)
        expect(first && applyCompletionEvent(joined, { ...first, messageId: 'another', sequence })).toBe(
          joined,
        )
      }),
    )
  })
})

function fold(progress: StreamProgress, events: readonly CompletionEvent[]): StreamProgress {
  return events.reduce(applyCompletionEvent, progress)
}

/** The events of a stream with these deltas (content, reasoning) that ends with `stored`. */
function streamOf(deltas: readonly (readonly [string, string])[], stored: Message): CompletionEvent[] {
  const ids = { streamId: 'stream', messageId: stored.id }
  return [
    ...deltas.map(([content, reasoning], sequence) => ({
      type: 'delta' as const,
      ...ids,
      sequence,
      content,
      reasoning,
    })),
    { type: 'ended' as const, ...ids, sequence: deltas.length, message: stored },
  ]
}

/**
 * A stream, how many of its events the snapshot of a late window holds, and what that window is then told: the rest in
 * order, which may begin too early and repeat any stretch.
 */
const joinedStream = fc
  .array(fc.tuple(fc.string(), fc.string()), { maxLength: 8 })
  .chain((deltas) => {
    const [content, reasoning] = [0, 1].map((part) => deltas.map((delta) => delta[part]).join(''))
    const stored = sampleAnswer('answer', 'question', { content: content ?? '', reasoning: reasoning ?? '' })
    const events = streamOf(deltas, stored)
    const position = fc.nat({ max: events.length })
    return fc.record({
      events: fc.constant(events),
      joinedAt: position,
      jumps: fc.array(fc.tuple(position, position), { maxLength: 5 }),
    })
  })
  .map(({ events, joinedAt, jumps }) => {
    const told: CompletionEvent[] = []
    let reached = joinedAt
    for (const [from, to] of [...jumps, [0, events.length] as const]) {
      const start = Math.min(from, reached)
      told.push(...events.slice(start, to))
      reached = Math.max(reached, to)
    }
    return { events, joinedAt, told }
  })
