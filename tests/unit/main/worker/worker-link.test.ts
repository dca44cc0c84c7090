import { expect, onTestFinished, test, vi } from 'vitest'

import { AppFailure } from '#shared/app-error.ts'
import { WorkerLink } from '#main/worker/worker-link.ts'

interface Calls {
  double: { input: number; output: number }
  refuse: { input: null; output: void }
  break: { input: null; output: void }
  die: { input: null; output: void }
  started: { input: null; output: string }
  close: { input: null; output: void }
}

const answerUrl = new URL('../../../../src-main/worker/answer-calls.ts', import.meta.url)
const failureUrl = new URL('../../../../src-shared/app-error.ts', import.meta.url)

/** A worker that does what its calls are called; closing is `close`. */
function workerUrl(close: string): URL {
  const code = `
    import { parentPort, workerData } from 'node:worker_threads'
    import { answerCalls, teller } from '${answerUrl.href}'
    import { AppFailure, appError } from '${failureUrl.href}'
    const tell = teller(parentPort)
    tell('hello')
    answerCalls(parentPort, {
      double: (number) => 2 * number,
      refuse: () => { throw new AppFailure(appError('gone', 'It is gone.')) },
      break: async () => { throw new TypeError('A fault of ours') },
      die: () => new Promise(() => setImmediate(() => { throw new Error('Dead') })),
      started: () => workerData,
      close: () => { ${close} },
    })`
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`)
}

function linkTo(close = '') {
  const heard: unknown[] = []
  const died = vi.fn<(cause: Error | null) => void>()
  let starts = 0
  const link = new WorkerLink<Calls, unknown>({
    url: workerUrl(close),
    name: 'tested',
    start: () => `start ${(starts += 1)}`,
    maxStarts: 2,
    description: 'The tested part',
    failureKind: 'storage-failed',
    hear: (event) => heard.push(event),
    died,
  })
  onTestFinished(() => link.close())
  return { link, heard, died }
}

test('calls are answered each by its own reply, and failures keep what the user can act on', async () => {
  const { link, heard } = linkTo()
  expect(link.isRunning).toBe(false)
  expect(await Promise.all([1, 2, 3].map((number) => link.call('double', number)))).toEqual([2, 4, 6])
  expect(heard).toEqual(['hello'])
  const refused: unknown = await link.call('refuse', null).catch((cause: unknown) => cause)
  expect(refused).toBeInstanceOf(AppFailure)
  expect(refused).toMatchObject({ error: { kind: 'gone', message: 'It is gone.' } })
  const broken: unknown = await link.call('break', null).catch((cause: unknown) => cause)
  expect(broken).not.toBeInstanceOf(AppFailure)
  expect(String(broken)).toContain('A fault of ours')
})

test('one that dies fails its open calls, and the next call starts another, but not for ever', async () => {
  const { link, died } = linkTo()
  for (const start of ['start 1', 'start 2']) {
    expect(await link.call('started', null)).toBe(start)
    await expect(link.call('die', null)).rejects.toThrow('The tested part has stopped.')
    expect(link.isRunning).toBe(false)
  }
  expect(died.mock.calls).toEqual([
    [expect.objectContaining({ message: 'Dead' })],
    [expect.objectContaining({ message: 'Dead' })],
  ])
  link.wake()
  expect(link.isRunning).toBe(false)
  const failure: unknown = await link.call('double', 1).catch((cause: unknown) => cause)
  expect(failure).toMatchObject({
    error: { kind: 'storage-failed', message: 'The tested part has stopped.' },
  })
})

test('closing waits for what is under way, and nothing starts behind it', async () => {
  const { link, died } = linkTo('return new Promise((resolve) => setTimeout(resolve, 50))')
  await link.call('double', 1)
  const last = link.call('double', 2)
  await link.close()
  expect(await last).toBe(4)
  expect(died).not.toHaveBeenCalled()
  await expect(link.call('double', 3)).rejects.toThrow('has stopped')
})

test('a worker that does not end is ended', async () => {
  const { link, died } = linkTo('return new Promise(() => {})')
  await link.call('double', 1)
  const closed = link.close()
  await expect(closed).resolves.toBeUndefined()
  await vi.waitFor(() => expect(link.isRunning).toBe(false))
  expect(died).not.toHaveBeenCalled()
})
