import { beforeEach, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import {
  type Asker,
  createAsker,
  type LiveAnswer,
  noAnswer,
} from '../../../../../src-renderer/features/spend/live-answer.ts'

interface Flight {
  readonly input: string
  readonly land: (answer: string) => Promise<void>
  readonly crash: () => Promise<void>
}

let flights: Flight[]
let state: LiveAnswer<string>
let asker: Asker<string>

beforeEach(() => {
  flights = []
  state = noAnswer
  asker = createAsker<string, string>({
    request: (input) =>
      new Promise((resolve, reject) => {
        flights.push({
          input,
          land: async (answer) => {
            resolve(answer)
            await turn()
          },
          crash: async () => {
            reject(new Error('crashed'))
            await turn()
          },
        })
      }),
    errorOf: () => appError('internal', 'It crashed.'),
    changed: (next) => {
      state = next
    },
  })
})

const turn = () => new Promise((resolve) => setTimeout(resolve))
const inputs = () => flights.map(({ input }) => input)

it('shows the answer to the newest question, in whatever order answers come', async () => {
  asker.ask('a', 'a', false)
  asker.ask('b', 'b', false)
  await flights[1]?.land('B')
  await flights[0]?.land('A')
  expect(state).toEqual({ answer: 'B', input: 'b', isAwaited: false, error: null })
})

it('tells an answer to a question that came back apart from the one it had first', async () => {
  asker.ask('a1', 'a', false)
  asker.ask('b', 'b', false)
  asker.ask('a2', 'a', false)
  await flights[0]?.land('old')
  expect(state).toMatchObject({ answer: null, isAwaited: true })
  await flights[2]?.land('new')
  expect(state.answer).toBe('new')
})

it('does not ask the same twice unless there is newer data', async () => {
  asker.ask('a', 'a', false)
  asker.ask('a', 'a', false)
  await flights[0]?.land('A')
  asker.ask('a', 'a', false)
  expect(inputs()).toEqual(['a'])
  asker.ask('a', 'a', true)
  expect(inputs()).toEqual(['a', 'a'])
  expect(state).toMatchObject({ answer: 'A', isAwaited: false })
})

it('asks for newer data when the former asking is through, once, with the newest input', async () => {
  asker.ask('a1', 'a', false)
  asker.ask('a2', 'a', true)
  asker.ask('a3', 'a', true)
  expect(inputs()).toEqual(['a1'])
  await flights[0]?.land('A1')
  expect(inputs()).toEqual(['a1', 'a3'])
  expect(state.answer).toBe('A1')
})

it('keeps the last answer beside a failure, and asks again after one', async () => {
  asker.ask('a', 'a', false)
  await flights[0]?.land('A')
  asker.ask('a', 'a', true)
  await flights[1]?.crash()
  expect(state).toMatchObject({ answer: 'A', isAwaited: false, error: { kind: 'internal' } })
  asker.ask('a', 'a', false)
  await flights[2]?.land('A2')
  expect(state).toEqual({ answer: 'A2', input: 'a', isAwaited: false, error: null })
})

it('forgets, and drops what is on its way', async () => {
  asker.ask('a', 'a', false)
  asker.forget()
  await flights[0]?.land('A')
  expect(state).toEqual(noAnswer)
})
