import { create } from 'zustand'

import { KEPT_LOG_LINES, type LogLine } from '#shared/local-gateway.ts'

import { requestOrToast } from '../../app/bridge.ts'

interface LogStore {
  readonly lines: readonly LogLine[]
}

/** The log on show, while something shows it. */
export const useLog = create<LogStore>(() => ({ lines: [] }))

/** Adds lines that are new, and lets old ones go; the same list comes back when none is new. */
export function withNewLines(
  lines: readonly LogLine[],
  added: readonly LogLine[],
  kept = KEPT_LOG_LINES,
): readonly LogLine[] {
  const last = lines.at(-1)?.number ?? -1
  const fresh = added.filter(({ number }) => number > last)
  return fresh.length === 0 ? lines : [...lines, ...fresh].slice(-kept)
}

/** Lines that contain every word of the search, in any case. */
export function matchingLines(lines: readonly LogLine[], search: string): readonly LogLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return lines
  return lines.filter(({ text }) => {
    const lower = text.toLowerCase()
    return words.every((word) => lower.includes(word))
  })
}

function add(added: readonly LogLine[]): void {
  useLog.setState(({ lines }) => ({ lines: withNewLines(lines, added) }))
}

/** Loads the log and follows it. Returns the end of that. */
export function followLog(): () => void {
  let isFollowing = true
  let waiting: LogLine[] | null = []
  const stop = window.bridge.on('local-gateway:logged', ({ lines }) => {
    if (waiting === null) add(lines)
    else waiting.push(...lines)
  })
  const load = async (): Promise<void> => {
    const log = await requestOrToast('local-gateway:log', undefined)
    if (!isFollowing) return
    useLog.setState({ lines: withNewLines(log?.lines ?? [], waiting ?? []) })
    waiting = null
  }
  void load()
  return () => {
    isFollowing = false
    stop()
  }
}
