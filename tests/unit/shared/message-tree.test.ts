import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Message } from '#shared/conversation.ts'
import { type BranchEntry, branchTo, indexChildren, leafBelow } from '#shared/message-tree.ts'

import { sampleAnswer, sampleChain, sampleQuestion } from '../../helpers/sample-messages.ts'

/** q1 ─ a1 ─ q3, q1 ─ a2, and q2 as another beginning. */
const tree = [
  sampleQuestion('q1', null),
  sampleAnswer('a1', 'q1'),
  sampleAnswer('a2', 'q1'),
  sampleQuestion('q2', null),
  sampleQuestion('q3', 'a1'),
]

describe('branchTo', () => {
  test('shows the way to the leaf, each message with its siblings oldest first', () => {
    expect(branchTo(tree, 'q3').map(placeOf)).toEqual([
      { id: 'q1', siblings: ['q1', 'q2'] },
      { id: 'a1', siblings: ['a1', 'a2'] },
      { id: 'q3', siblings: ['q3'] },
    ])
  })

  test.each([null, 'unknown'])('shows the newest branch for the leaf %j', (leafId) => {
    expect(branchTo(tree, leafId).map(placeOf)).toEqual([{ id: 'q2', siblings: ['q1', 'q2'] }])
  })

  test('shows nothing of an empty tree', () => {
    expect(branchTo([], null)).toEqual([])
  })

  test('begins with a first message, follows parents, and ends in the leaf', () => {
    fc.assert(
      fc.property(someTreeWithOne, ({ messages, one }) => {
        const branch = branchTo(messages, one.id).map(({ message }) => message)
        expect(branch.at(-1)).toBe(one)
        expect(branch.map(({ parentId }) => parentId)).toEqual([
          null,
          ...branch.slice(0, -1).map(({ id }) => id),
        ])
      }),
    )
  })

  test('offers every message of the tree by way of siblings', () => {
    fc.assert(
      fc.property(someTreeWithOne, ({ messages, one }) => {
        for (const { message, siblings } of branchTo(messages, one.id)) {
          const expected = messages
            .filter(({ parentId }) => parentId === message.parentId)
            .map(({ id }) => id)
          expect(siblings).toEqual(expected)
        }
      }),
    )
  })

  test('walks ten thousand messages', () => {
    expect(branchTo(sampleChain(10_000, ''), 'm9999')).toHaveLength(10_000)
  })
})

describe('leafBelow', () => {
  test('follows the newest message at every fork', () => {
    expect(['q1', 'a1', 'q2', 'unknown'].map((id) => leafBelow(tree, id))).toEqual([
      'a2',
      'q3',
      'q2',
      'unknown',
    ])
  })

  test('is a leaf whose branch leads through the message', () => {
    fc.assert(
      fc.property(someTreeWithOne, ({ messages, one }) => {
        const leafId = leafBelow(messages, one.id)
        expect(messages.filter(({ parentId }) => parentId === leafId)).toEqual([])
        expect(branchTo(messages, leafId).map(({ message }) => message.id)).toContain(one.id)
      }),
    )
  })
})

describe('indexChildren', () => {
  test('holds every message once, under its parent, in order', () => {
    fc.assert(
      fc.property(someTreeWithOne, ({ messages }) => {
        for (const [parentId, children] of indexChildren(messages)) {
          expect(children).toEqual(messages.filter((message) => message.parentId === parentId))
        }
        const indexed = [...indexChildren(messages).values()].flat()
        expect(new Set(indexed)).toEqual(new Set(messages))
        expect(indexed).toHaveLength(messages.length)
      }),
    )
  })
})

function placeOf({ message, siblings }: BranchEntry): { id: string; siblings: readonly string[] } {
  return { id: message.id, siblings }
}

/** A tree of up to thirty messages, oldest first, and one of them. */
const someTreeWithOne = fc
  .tuple(fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 30 }), fc.nat({ max: 1_000 }))
  .map(([choices, chosen]) => {
    const messages: Message[] = choices.map((choice, index) => {
      // One place more than there are messages: the last stands for no parent.
      const parent = choice % (index + 1)
      return sampleQuestion(`m${index}`, parent === index ? null : `m${parent}`)
    })
    const one = messages[chosen % messages.length]
    if (!one) throw new Error('A tree has at least one message')
    return { messages, one }
  })
