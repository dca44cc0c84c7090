import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { writeProfile } from './app-profile.ts'
import type { Figure } from './figure.ts'
import { GatewayProcess } from './gateway-process.ts'
import { IdleProcess } from './idle-process.ts'
import { longestHoldUp, watchLoop } from './loop-probes.ts'
import { MeasuredWindow } from './measured-window.ts'
import type { Measurement } from './measurement.ts'
import { clickButton, connected, pasteText, settled } from './page-probes.ts'

/** How long is watched after each step, in ms: what it sets off has happened. */
const AFTER_MS = 2500
const PASTED_CHARACTERS = 10_000_000
const PLACES = ['Engines', 'Gateway', 'Spend', 'Settings', 'Chat'] as const

type Step = readonly [name: string, work: (window: MeasuredWindow) => Promise<unknown>]

const steps: readonly Step[] = [
  ['connecting', (window) => window.run(connected, null, z.literal(true))],
  ['a question and its answer', ask],
  ['10 MB pasted', (window) => window.run(pasteText, { characters: PASTED_CHARACTERS }, z.unknown())],
  ...PLACES.map((place): Step => [`opening ${place}`, (window) => open(window, place)]),
]

/** The longest hold-up of main's event loop in everyday use, beside that of a process that does nothing. */
export const mainLoop: Measurement = async ({ runs, say }) => {
  const gateway = await GatewayProcess.start({ pastCalls: 2000, madeUpKeys: 200 })
  const seeds = Array.from({ length: 200 }, (_, index) => ({ title: `Conversation ${index}`, messages: 6 }))
  const idle = new IdleProcess()
  const own = new Map<string, number[]>(steps.map(([name]) => [name, []]))
  const others = new Map<string, number[]>(steps.map(([name]) => [name, []]))
  for (let run = 0; run < runs; run += 1) {
    // Anew for each run: what was pasted in the one before would be a draft in the next.
    const window = await MeasuredWindow.start({ ...(await writeProfile(gateway, seeds)), inspectsMain: true })
    await window.runInMain(watchLoop, null, z.unknown())
    await idle.longestHoldUp()
    for (const [name, work] of steps) {
      await work(window)
      await delay(AFTER_MS)
      own.get(name)?.push(await window.runInMain(longestHoldUp, null, z.number()))
      others.get(name)?.push(await idle.longestHoldUp())
    }
    await window.quit()
    const longest = Math.max(...[...own.values()].map((samples) => samples.at(-1) ?? 0))
    say(`main loop ${run + 1}/${runs}: longest hold-up ${longest.toFixed(0)} ms`)
  }
  idle.stop()
  await gateway.stop()
  return [...own].map(([name, samples]): Figure => ({
    name: `main's longest hold-up: ${name}`,
    unit: 'ms',
    samples,
    baseline: { name: 'idle process', samples: others.get(name) ?? [] },
    goal: { of: 'value', is: 'at most', limit: 50 },
  }))
}

async function ask(window: MeasuredWindow): Promise<void> {
  await window.typeAndEnter('What does this cost?')
  await delay(AFTER_MS)
  await window.run(settled, null, z.literal(true))
}

function open(window: MeasuredWindow, place: string): Promise<true> {
  return window.run(clickButton, { within: 'nav[aria-label="Places"]', name: place }, z.literal(true))
}
