import { useEffect, useState } from 'react'

import type { ColouredRun, HighlightAnswer, HighlightRequest } from './highlight-protocol.ts'
import { languageOf, type Language } from './languages.ts'

/** Part of the code of one block; the same object for as long as it is the same code. */
export interface CodePiece {
  readonly text: string
  /** False while the text may still grow; such code is not coloured. */
  readonly isFinished: boolean
  /** The piece before it, which decides whether this one starts inside a comment or a string. */
  readonly previous: CodePiece | null
}

type Runs = readonly ColouredRun[] | null

interface Result {
  readonly id: number
  readonly answer: Promise<Runs>
  /** Undefined until the answer is there. */
  runs: Runs | undefined
}

/** Code is coloured when it has been on the page for this long, in ms: text that flies by needs no colours. */
const settleTime = 120

const results = new WeakMap<CodePiece, Result>()
const waiting = new Map<number, (runs: Runs) => void>()
let worker: Worker | null = null
let hasFailed = false
let lastId = 0

/** Colours of a finished piece of code; null until they are known, and for good when it cannot be coloured. */
export function useColours(piece: CodePiece, name: string): Runs {
  const language = languageOf(name)
  const [, setVersion] = useState(0)
  const runs = results.get(piece)?.runs
  const isWanted = piece.isFinished && runs === undefined
  useEffect(() => {
    if (!isWanted || language === null) return
    let isCurrent = true
    const show = async (): Promise<void> => {
      await requestColours(piece, language).answer
      if (isCurrent) setVersion((version) => version + 1)
    }
    const timer = setTimeout(() => void show(), settleTime)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [isWanted, language, piece])
  return runs ?? null
}

/** Asks once per piece. Pieces before it are asked for first, since each starts where the last one ended. */
function requestColours(piece: CodePiece, language: Language): Result {
  const pieces: CodePiece[] = []
  let first: CodePiece | null = piece
  for (; first && !results.has(first); first = first.previous) pieces.unshift(first)
  let result = first ? results.get(first) : undefined
  for (const next of pieces) {
    result = sendRequest(next.text, language, result?.id ?? null)
    results.set(next, result)
  }
  if (!result) throw new RangeError('There is no code to colour.')
  return result
}

function sendRequest(code: string, language: Language, after: number | null): Result {
  lastId += 1
  const { promise, resolve } = Promise.withResolvers<Runs>()
  const result: Result = { id: lastId, answer: promise, runs: undefined }
  const answered = (runs: Runs): void => {
    result.runs = runs
    resolve(runs)
  }
  const request: HighlightRequest = { id: result.id, language, code, after }
  if (hasFailed) answered(null)
  else {
    waiting.set(result.id, answered)
    worker ??= startWorker()
    worker.postMessage(request)
  }
  return result
}

/** Starts when the first code asks for it and lasts as long as the page. Without it code stays plain. */
function startWorker(): Worker {
  const started = new Worker(new URL('./highlight-worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', (event: MessageEvent<HighlightAnswer>) => {
    const { id, runs } = event.data
    waiting.get(id)?.(runs)
    waiting.delete(id)
  })
  started.addEventListener('error', () => {
    hasFailed = true
    for (const answered of waiting.values()) answered(null)
    waiting.clear()
  })
  return started
}
