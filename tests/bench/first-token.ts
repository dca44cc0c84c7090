import { z } from 'zod'

import { writeProfile } from './app-profile.ts'
import type { Figure } from './figure.ts'
import { GatewayProcess } from './gateway-process.ts'
import { MeasuredWindow } from './measured-window.ts'
import type { Measurement } from './measurement.ts'
import { connected, settled, watchFirstText } from './page-probes.ts'
import { plainClient } from './plain-client.ts'
import { median, percentile } from './statistics.ts'

/** Questions per run, after one that warms both sides up. */
const QUESTIONS = 20
const PROMPT = 'echo: The first word counts, the others only follow it.'

/**
 * From Enter to the first text of the answer on the page, storing the question included, less what the `openai` package
 * in plain Node takes on the same gateway.
 */
export const firstToken: Measurement = async ({ runs, say }) => {
  const gateway = await GatewayProcess.start({ chunkDelayMs: 0 })
  const profile = await writeProfile(gateway, [])
  const askPlainly = plainClient(gateway)
  const own: number[][] = []
  const floor: number[][] = []
  for (let run = 0; run < runs; run += 1) {
    const window = await MeasuredWindow.start(profile)
    await window.run(connected, null, z.literal(true))
    const ownRun: number[] = []
    const floorRun: number[] = []
    for (let question = 0; question <= QUESTIONS; question += 1) {
      const plain = await askPlainly(PROMPT)
      const firstText = window.run(watchFirstText, null, z.number())
      await window.typeAndEnter(PROMPT)
      const ms = await firstText
      await window.run(settled, null, z.literal(true))
      if (question === 0) continue
      ownRun.push(ms)
      floorRun.push(plain.firstTextMs)
    }
    await window.quit()
    own.push(ownRun)
    floor.push(floorRun)
    say(
      `first token ${run + 1}/${runs}: ${median(ownRun).toFixed(1)} ms, plain ${median(floorRun).toFixed(1)} ms`,
    )
  }
  await gateway.stop()
  const overheads = own.map((times, run) => times.map((ms) => ms - median(floor[run] ?? [])))
  const overhead = (name: string, percent: number, limit: number): Figure => ({
    name,
    unit: 'ms',
    samples: overheads.map((times) => percentile(times, percent)),
    baseline: null,
    goal: { of: 'value', is: 'at most', limit },
  })
  return [
    {
      name: 'first token, Enter to text',
      unit: 'ms',
      samples: own.map(median),
      baseline: { name: 'openai in Node', samples: floor.map(median) },
      goal: null,
    },
    overhead('first-token overhead, median', 50, 20),
    overhead('first-token overhead, p95', 95, 33),
  ]
}
