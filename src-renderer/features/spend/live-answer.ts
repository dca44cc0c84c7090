/**
 * Answers to a question that keeps changing: the newest question wins, an answer to a former one is dropped, and the same
 * question of newer data is asked again only when the former asking is through.
 */
import type { AppError } from '#shared/app-error.ts'

export interface LiveAnswer<Output, Input = unknown> {
  /** The last answer; null before the first and after `forget`. */
  readonly answer: Output | null
  /** What it answers. */
  readonly input: Input | null
  /** Whether the answer belongs to a former question. */
  readonly isAwaited: boolean
  /** Why the last request failed; null after one that did not. */
  readonly error: AppError | null
}

export const noAnswer: LiveAnswer<never, never> = {
  answer: null,
  input: null,
  isAwaited: false,
  error: null,
}

export interface Asker<Input> {
  /**
   * Asks. `key` tells questions apart, so that it may leave out what only says "now". A question that has been asked is not
   * asked again unless `isAnew` says that there is newer data.
   */
  readonly ask: (input: Input, key: string, isAnew: boolean) => void
  /** Forgets question and answer. */
  readonly forget: () => void
}

interface AskerParts<Input, Output> {
  readonly request: (input: Input) => Promise<Output>
  readonly errorOf: (cause: unknown) => AppError
  readonly changed: (state: LiveAnswer<Output, Input>) => void
}

interface Asking<Input> {
  readonly key: string
  isFlying: boolean
  /** Newer data came while it was on its way. */
  next: Input | null
}

export function createAsker<Input, Output>({
  request,
  errorOf,
  changed,
}: AskerParts<Input, Output>): Asker<Input> {
  let state: LiveAnswer<Output, Input> = noAnswer
  let current: Asking<Input> | null = null

  function tell(changes: Partial<LiveAnswer<Output, Input>>): void {
    state = { ...state, ...changes }
    changed(state)
  }

  async function fly(asking: Asking<Input>, input: Input): Promise<void> {
    asking.isFlying = true
    try {
      const answer = await request(input)
      if (asking === current) tell({ answer, input, isAwaited: false, error: null })
    } catch (cause) {
      if (asking === current) tell({ isAwaited: false, error: errorOf(cause) })
    }
    asking.isFlying = false
    const { next } = asking
    asking.next = null
    if (asking === current && next !== null) void fly(asking, next)
  }

  return {
    ask(input, key, isAnew) {
      if (current?.key === key) {
        if (!isAnew && state.error === null) return
        if (current.isFlying) current.next = input
        else void fly(current, input)
        return
      }
      current = { key, isFlying: false, next: null }
      tell({ isAwaited: true, error: null })
      void fly(current, input)
    },
    forget() {
      current = null
      tell(noAnswer)
    },
  }
}
