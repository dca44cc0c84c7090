import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { demoGatewaySettings, type DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { pastCalls } from '#main/demo-gateway/past-calls.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { mirrorPath } from '#main/spend/mirror/mirror-path.ts'

import { fillMirror } from '../helpers/spend-rows.ts'
import { GATEWAY_ID, writeProfile, type AppProfile } from './app-profile.ts'
import type { Figure, Goal } from './figure.ts'
import { GatewayProcess } from './gateway-process.ts'
import { IdleProcess } from './idle-process.ts'
import { MeasuredWindow } from './measured-window.ts'
import type { BenchContext, Measurement } from './measurement.ts'
import { longestHoldUp, watchLoop } from './loop-probes.ts'
import { clickButton, connected } from './page-probes.ts'
import { pssBytes } from './process-tree.ts'
import { median, percentile } from './statistics.ts'
import {
  comeNearSpend,
  scrollFrames,
  showAllOfSpend,
  spendRests,
  type SpendStep,
  timeSpendStep,
} from './spend-probes.ts'

/** Rows of the log; the last only when asked for, since filling takes minutes. */
const SIZES = [10_000, 100_000, 1_000_000] as const
const LARGE = 10_000_000
/** The size the goals are about. */
const GOAL_SIZE = 1_000_000
const PAST_DAYS = 90
/** How long the window is left alone before its memory is read, in ms. */
const IDLE_MS = 8000
const REST_MS = 300
/** From coming near a button to its click, in ms. */
const NEAR_MS = 100
const SCROLL_MS = 2500
/** A fast wheel's way in a frame. */
const SCROLL_STEP_PX = 60
const LONG_FRAME_MS = 33.5
const MEGABYTE = 1_000_000
const SORTS = ['cost', 'model', 'inputTokens', 'durationMs', 'key', 'status', 'time'] as const
const FILTERS = ['Model', 'Key', 'User', 'Status', 'Tag'] as const
const GROUPS = ['Day', 'Model', 'Key', 'User', 'Tag', 'Session'] as const

/** Where the buttons of Spend are. */
const TOOLS = 'main[aria-label="Spend"] header'

const Frames = z.object({ intervals: z.array(z.number()) })

/** What was measured at one size; times in ms. */
interface SizeResult {
  readonly rows: number
  /** The first time after a start, with the library's loading. */
  readonly firstOpen: number[]
  readonly open: number[]
  readonly steps: number[]
  readonly groups: number[]
  readonly frames: number[]
  readonly plainFrames: number[]
  readonly loop: number[]
  readonly idleLoop: number[]
  readonly memory: number[]
}

/** Spend in the real app: from a click to painted rows, at growing sizes of a copied log. */
export const spendView: Measurement = async (context) => {
  const sizes = context.isLarge ? [...SIZES, LARGE] : SIZES
  const results: SizeResult[] = []
  for (const rows of sizes) results.push(await measureSize(rows, context))
  for (const line of curveOf(results)) context.say(line)
  return results.flatMap((result) => figuresOf(result, results))
}

async function measureSize(rows: number, { runs, say }: BenchContext): Promise<SizeResult> {
  const options: DemoGatewayOptions = {
    isNewer: true,
    pastCalls: rows,
    pastDays: PAST_DAYS,
    pastEndMs: Date.now() - 60_000,
  }
  const gateway = await GatewayProcess.start(options)
  const profile = { ...(await writeProfile(gateway, [{ title: 'One', messages: 4 }])), inspectsMain: true }
  await copyLog(profile, options)
  await chooseView(profile)
  const idle = new IdleProcess()
  const result: SizeResult = {
    rows,
    firstOpen: [],
    open: [],
    steps: [],
    groups: [],
    frames: [],
    plainFrames: [],
    loop: [],
    idleLoop: [],
    memory: [],
  }
  for (let run = 0; run < runs; run += 1) {
    await measureRun(profile, idle, result)
    say(
      `spend view, ${rows.toLocaleString('en')} rows, ${run + 1}/${runs}: ` +
        `first ${text(result.firstOpen.at(-1))} ms, loop ${text(result.loop.at(-1))} ms ` +
        `(idle ${text(result.idleLoop.at(-1))} ms), ${text(result.memory.at(-1))} MB more`,
    )
  }
  idle.stop()
  await gateway.stop()
  return result
}

/** Copies the gateway's log beforehand, as an earlier day of the app would have. */
async function copyLog(profile: AppProfile, options: DemoGatewayOptions): Promise<void> {
  const history = pastCalls(demoGatewaySettings(options))
  if (history === null) throw new Error('The gateway has no past calls.')
  const mirror = await Mirror.open(mirrorPath(join(profile.userData, 'spend'), GATEWAY_ID))
  await fillMirror(mirror, history, { endMs: options.pastEndMs })
  await mirror.close()
}

/** Spend reads how it was left when its code is loaded, so what it is to show is written down in a start of its own. */
async function chooseView(profile: AppProfile): Promise<void> {
  const window = await MeasuredWindow.start(profile)
  await window.run(showAllOfSpend, null, z.unknown())
  await window.quit()
}

async function measureRun(profile: AppProfile, idle: IdleProcess, result: SizeResult): Promise<void> {
  const window = await MeasuredWindow.start(profile)
  const step = (input: SpendStep) => window.run(timeSpendStep, input, z.number())
  const rests = () => window.run(spendRests, { ms: REST_MS }, z.literal(true))
  const click = (within: string, name: string) => window.run(clickButton, { within, name }, z.literal(true))
  await window.run(connected, null, z.literal(true))
  await delay(IDLE_MS)
  await window.send('HeapProfiler.collectGarbage')
  const memoryBefore = pssBytes(window.processes())
  await window.runInMain(watchLoop, null, z.unknown())
  await idle.longestHoldUp()

  await window.run(comeNearSpend, null, z.unknown())
  await delay(NEAR_MS)
  result.firstOpen.push(await step({ type: 'open' }))
  await rests()
  await click('nav[aria-label="Places"]', 'Chat')
  await delay(REST_MS)
  result.open.push(await step({ type: 'open' }))
  await rests()
  for (const column of SORTS) {
    result.steps.push(await step({ type: 'sort', column }))
    await rests()
  }
  await click(TOOLS, 'Filter')
  for (const dimension of FILTERS) {
    await click('dialog:popover-open', dimension)
    for (const _ of ['check', 'uncheck']) {
      await rests()
      result.steps.push(await step({ type: 'choose', place: 1 }))
    }
    await rests()
  }
  await click(TOOLS, 'Filter')
  const plain = await window.run(
    scrollFrames,
    { ms: SCROLL_MS, stepPx: SCROLL_STEP_PX, isPlain: true },
    Frames,
  )
  result.plainFrames.push(...plain.intervals)
  await rests()
  const own = await window.run(
    scrollFrames,
    { ms: SCROLL_MS, stepPx: SCROLL_STEP_PX, isPlain: false },
    Frames,
  )
  result.frames.push(...own.intervals)
  await rests()
  for (const [index, name] of GROUPS.entries()) {
    await click(TOOLS, index === 0 ? 'Group' : 'By ')
    result.groups.push(await step({ type: 'group', item: name }))
    await rests()
  }
  await click(TOOLS, 'By ')
  await step({ type: 'group', item: 'Not grouped' })
  result.loop.push(await window.runInMain(longestHoldUp, null, z.number()))
  result.idleLoop.push(await idle.longestHoldUp())
  await delay(IDLE_MS)
  // When the page collects its garbage by itself is a matter of chance.
  await window.send('HeapProfiler.collectGarbage')
  result.memory.push((pssBytes(window.processes()) - memoryBefore) / MEGABYTE)
  await window.quit()
}

function figuresOf(result: SizeResult, all: readonly SizeResult[]): Figure[] {
  const { rows } = result
  const at = sizeName(rows)
  const goal = (limit: number): Goal | null =>
    rows === GOAL_SIZE ? { of: 'value', is: 'at most', limit } : null
  const p95 = (samples: readonly number[]): number => percentile(samples, 95)
  const most = (samples: readonly number[]): number => Math.max(...samples)
  const longFrames = (samples: readonly number[]): number =>
    samples.filter((interval) => interval > LONG_FRAME_MS).length
  const figure = (name: string, samples: readonly number[], limit: Goal | null): Figure => ({
    name: `spend view, ${at}: ${name}`,
    unit: 'ms',
    samples,
    baseline: null,
    goal: limit,
  })
  const plain = { name: 'plain list', samples: result.plainFrames }
  const idle = { name: 'idle process', samples: result.idleLoop }
  const tenth = all.find((other) => other.rows * 10 === rows)
  return [
    figure('first opening to painted rows', result.firstOpen, null),
    figure('opening to painted rows', result.open, goal(120)),
    { ...figure('any filter or order to painted rows, p95', result.steps, goal(80)), summary: p95 },
    figure('groups to painted rows', result.groups, null),
    { ...figure('frame while scrolling, p95', result.frames, goal(33)), baseline: plain, summary: p95 },
    {
      ...figure('frames over 33 ms while scrolling', result.frames, null),
      unit: '',
      baseline: plain,
      summary: longFrames,
    },
    { ...figure('longest hold-up of main', result.loop, goal(50)), baseline: idle, summary: most },
    { ...figure('memory over idle', result.memory, goal(120)), unit: 'MB' },
    ...(tenth === undefined
      ? []
      : [
          {
            ...figure(`filter or order, growth from ${sizeName(tenth.rows)}`, result.steps, null),
            baseline: { name: sizeName(tenth.rows), samples: tenth.steps },
            goal: { of: 'ratio', is: 'at most', limit: 10 } as const,
          },
        ]),
  ]
}

/** How each figure grows, a line for each size. */
function curveOf(results: readonly SizeResult[]): string[] {
  const head = ['rows', 'first open', 'open', 'filter, order', 'groups', 'memory']
  const cells = ({ rows, firstOpen, open, steps, groups, memory }: SizeResult): string[] => [
    sizeName(rows),
    ...[firstOpen, open, steps, groups].map((samples) => `${text(median(samples))} ms`),
    `${text(median(memory))} MB`,
  ]
  return [head, ...results.map(cells)].map((line) => line.map((cell) => cell.padStart(14)).join(''))
}

function sizeName(rows: number): string {
  return rows >= 1_000_000 ? `${rows / 1_000_000}M rows` : `${rows / 1000}k rows`
}

function text(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(0)
}
