import { resolve } from 'node:path'

const lastWork = new Map<string, Promise<void>>()

/** Runs work on a file after all work on it that was asked for earlier, whether that succeeded or not. */
export async function inTurn<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const key = resolve(path)
  const result = (lastWork.get(key) ?? Promise.resolve()).then(work)
  const end = result.then(
    () => undefined,
    () => undefined,
  )
  lastWork.set(key, end)
  try {
    return await result
  } finally {
    if (lastWork.get(key) === end) lastWork.delete(key)
  }
}
