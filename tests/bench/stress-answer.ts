import { setInterval as every } from 'node:timers/promises'

import { z } from 'zod'

import { benchDocument } from '#main/demo-gateway/bench-document.ts'

import { writeProfile } from './app-profile.ts'
import { usedBareApp } from './bare-window.ts'
import type { Figure } from './figure.ts'
import { GatewayProcess } from './gateway-process.ts'
import { MeasuredWindow } from './measured-window.ts'
import type { Measurement } from './measurement.ts'
import { connected, countFrames, watchAnswer } from './page-probes.ts'
import { plainClient } from './plain-client.ts'
import { rssBytes } from './process-tree.ts'
import { costOfTenths, type TaskTime, TaskTimes } from './task-time.ts'

const LINES = 2500
const DELTA_CHARACTERS = 24
/** The end of the document, which occurs nowhere else at the end of an answer. */
const TAIL_CHARACTERS = 30
/** An answer that is not whole on the page by then, in ms, has failed. */
const ANSWER_LIMIT_MS = 60_000
const MEMORY_EVERY_MS = 200
const BARE_MS = 3000
const MEGABYTE = 1_000_000

const Watched = z.object({
  firstTextAt: z.number(),
  lastTextAt: z.number(),
  frames: z.number(),
  longestMs: z.number(),
  mostNodes: z.number(),
  longTasks: z.number(),
  longTaskMs: z.number(),
})
const Counted = z.object({ frames: z.number(), spanMs: z.number(), longestMs: z.number() })

interface Streamed {
  readonly tailMs: number
  readonly framesPerSecond: number
  readonly freezeMs: number
  readonly nodes: number
  readonly peakRss: number
  readonly longTaskMs: number
  readonly tenths: readonly number[]
}

interface Floor {
  readonly tailMs: number
  readonly framesPerSecond: number
  readonly freezeMs: number
  readonly rss: number
}

/** A long Markdown answer at a usual and at an extreme speed. */
export const stressAnswer: Measurement = async (context) => {
  const usual = await stress(250, context)
  const extreme = await stress(2000, context)
  return [...usual, ...extreme]
}

async function stress(rate: number, { runs, say }: Parameters<Measurement>[0]): Promise<readonly Figure[]> {
  const gateway = await GatewayProcess.start({ spendLogDelayMs: 0 })
  const bare = await usedBareApp()
  const own: Streamed[] = []
  const floor: Floor[] = []
  for (let run = 0; run < runs; run += 1) {
    floor.push(await streamPlainly(bare, gateway, rate))
    own.push(await streamInApp(gateway, rate))
    say(`answer at ${rate}/s ${run + 1}/${runs}: ${JSON.stringify(own.at(-1))}`)
  }
  await gateway.stop()
  return figuresOf(rate, own, floor)
}

/** The same stream read by the `openai` package, while a bare window does nothing but draw frames. */
async function streamPlainly(
  bare: Awaited<ReturnType<typeof usedBareApp>>,
  gateway: GatewayProcess,
  rate: number,
): Promise<Floor> {
  const window = await MeasuredWindow.start(bare)
  const lines = Math.min(LINES, Math.ceil((rate * BARE_MS) / 1000 / 2))
  const [counted, { lastTextAt }] = await Promise.all([
    window.run(countFrames, { ms: BARE_MS }, Counted),
    plainClient(gateway)(`bench lines=${lines} rate=${rate} size=${DELTA_CHARACTERS}`),
  ])
  const rss = rssBytes(window.processes()) / MEGABYTE
  await window.quit()
  return {
    tailMs: Math.max(1, lastTextAt - (await gateway.lastEnd())),
    framesPerSecond: (counted.frames * 1000) / counted.spanMs,
    freezeMs: counted.longestMs,
    rss,
  }
}

async function streamInApp(gateway: GatewayProcess, rate: number): Promise<Streamed> {
  const profile = await writeProfile(gateway, [])
  const window = await MeasuredWindow.start(profile)
  await window.run(connected, null, z.literal(true))
  const tail = benchDocument(LINES).slice(-TAIL_CHARACTERS)
  const stopped = new AbortController()
  const peak = peakRss(window, stopped.signal)
  const times = await TaskTimes.start(window)
  const watching = window.run(watchAnswer, { tail, limitMs: ANSWER_LIMIT_MS }, Watched)
  await window.typeAndEnter(`bench lines=${LINES} rate=${rate} size=${DELTA_CHARACTERS}`)
  const watched = await watching
  const tasks: readonly TaskTime[] = await times.stop()
  stopped.abort()
  const peakRssMegabytes = (await peak) / MEGABYTE
  const endedAt = await gateway.lastEnd()
  await window.quit()
  const spanMs = watched.lastTextAt - watched.firstTextAt
  return {
    tailMs: watched.lastTextAt - endedAt,
    framesPerSecond: (watched.frames * 1000) / spanMs,
    freezeMs: watched.longestMs,
    nodes: watched.mostNodes,
    peakRss: peakRssMegabytes,
    longTaskMs: watched.longTaskMs,
    tenths: costOfTenths(tasks, watched.firstTextAt, watched.lastTextAt),
  }
}

async function peakRss(window: MeasuredWindow, signal: AbortSignal): Promise<number> {
  let peak = 0
  for await (const _ of every(MEMORY_EVERY_MS)) {
    peak = Math.max(peak, rssBytes(window.processes()))
    if (signal.aborted) break
  }
  return peak
}

function figuresOf(rate: number, own: readonly Streamed[], floor: readonly Floor[]): readonly Figure[] {
  const at = `${rate}/s`
  return [
    {
      name: `${at}: last text visible after the end`,
      unit: 'ms',
      samples: own.map((run) => run.tailMs),
      baseline: { name: 'openai in Node', samples: floor.map((run) => run.tailMs) },
      goal: { of: 'value', is: 'at most', limit: 200 },
    },
    {
      name: `${at}: frames per second`,
      unit: '1/s',
      samples: own.map((run) => run.framesPerSecond),
      baseline: { name: 'bare window', samples: floor.map((run) => run.framesPerSecond) },
      goal: { of: 'value', is: 'at least', limit: 40 },
    },
    {
      name: `${at}: longest freeze`,
      unit: 'ms',
      samples: own.map((run) => run.freezeMs),
      baseline: { name: 'bare window', samples: floor.map((run) => run.freezeMs) },
      goal: { of: 'value', is: 'at most', limit: 100 },
    },
    {
      name: `${at}: long tasks in all`,
      unit: 'ms',
      samples: own.map((run) => run.longTaskMs),
      baseline: null,
      goal: null,
    },
    {
      name: `${at}: most DOM nodes`,
      unit: '',
      samples: own.map((run) => run.nodes),
      baseline: null,
      goal: { of: 'value', is: 'at most', limit: 8000 },
    },
    {
      name: `${at}: peak memory (RSS sum)`,
      unit: 'MB',
      samples: own.map((run) => run.peakRss),
      baseline: { name: 'bare window', samples: floor.map((run) => run.rss) },
      goal: { of: 'value', is: 'at most', limit: 900 },
    },
    {
      name: `${at}: page's work, last tenth`,
      unit: 'ms',
      samples: own.map((run) => run.tenths.at(-1) ?? NaN),
      baseline: { name: 'first tenth', samples: own.map((run) => run.tenths[0] ?? NaN) },
      goal: { of: 'ratio', is: 'at most', limit: 2 },
    },
  ]
}
