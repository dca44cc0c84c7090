import { setTimeout as delay } from 'node:timers/promises'

import { writeProfile } from './app-profile.ts'
import { usedBareApp } from './bare-window.ts'
import type { Figure } from './figure.ts'
import { GatewayProcess } from './gateway-process.ts'
import { MeasuredWindow, type WindowStart } from './measured-window.ts'
import type { Measurement } from './measurement.ts'
import { pssBytes, rssBytes } from './process-tree.ts'

/** How long a window is left alone before its memory is read, in ms: what starts late has started, what is freed is. */
const IDLE_MS = 8000
const MEGABYTE = 1_000_000

interface Start {
  readonly acceptsTypingMs: number
  readonly pss: number
  readonly rss: number
}

/**
 * Cold start and idle memory of a returning user's app against a bare window, one after the other in turns. Cold means a
 * new process with the disk's cache warm and the page's code cached, as after the first start of a day.
 */
export const coldStart: Measurement = async ({ runs, say }) => {
  const gateway = await GatewayProcess.start({ pastCalls: 200 })
  const seeds = Array.from({ length: 40 }, (_, index) => ({ title: `Conversation ${index}`, messages: 6 }))
  const profile = await writeProfile(gateway, seeds)
  await startOnce(profile)
  const bare = await usedBareApp()
  const own: Start[] = []
  const floor: Start[] = []
  for (let run = 0; run < runs; run += 1) {
    floor.push(await startOnce(bare))
    own.push(await startOnce(profile))
    say(`cold start ${run + 1}/${runs}: ${shown(own.at(-1))}, bare ${shown(floor.at(-1))}`)
  }
  await gateway.stop()
  const figure = (name: string, unit: string, valueOf: (start: Start) => number): Figure => ({
    name,
    unit,
    samples: own.map(valueOf),
    baseline: { name: 'bare window', samples: floor.map(valueOf) },
    goal: { of: 'ratio', is: 'at most', limit: 1.35 },
  })
  return [
    figure('cold start to typing', 'ms', (start) => start.acceptsTypingMs),
    figure('idle memory (PSS)', 'MB', (start) => start.pss),
    { ...figure('idle memory (RSS sum)', 'MB', (start) => start.rss), goal: null },
  ]
}

async function startOnce(start: WindowStart): Promise<Start> {
  const window = await MeasuredWindow.start(start)
  await delay(IDLE_MS)
  const processes = window.processes()
  const memory = { pss: pssBytes(processes) / MEGABYTE, rss: rssBytes(processes) / MEGABYTE }
  await window.quit()
  return { acceptsTypingMs: window.acceptsTypingMs, ...memory }
}

function shown(start: Start | undefined): string {
  return start ? `${start.acceptsTypingMs} ms, ${start.pss.toFixed(0)} MB` : ''
}
