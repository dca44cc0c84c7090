import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'

import { parse } from 'yaml'

import { RoutingClient } from '#main/routing/routing-client.ts'

import { judgeRouting } from '../../src-shared/routing-file/judge-routing.ts'
import { editYamlDocument } from '../../src-shared/yaml-document/edit-yaml-text.ts'
import { readYamlDocument } from '../../src-shared/yaml-document/yaml-document.ts'
import { largeRoutingConfig } from '../helpers/large-routing-config.ts'
import type { Figure, Goal } from './figure.ts'
import { IdleProcess } from './idle-process.ts'
import type { Measurement } from './measurement.ts'
import { temporaryFolder } from './temporary-folders.ts'

/** Makes a file of 300 kB. */
const MODELS = 500
const RESOLUTION_MS = 5
const workerUrl = new URL('../../src-main/routing/routing-worker.ts', import.meta.url)

/**
 * A LiteLLM config of 300 kB: what the window does with its text, and opening and saving the file, with the hold-up of the
 * thread that asks for it; against the `yaml` package alone.
 */
export const routingFiles: Measurement = async ({ runs, say }) => {
  const text = largeRoutingConfig(MODELS)
  say(`a config of ${MODELS} models and ${text.length} characters`)
  const document = readYamlDocument(text)
  const path = ['model_list', MODELS / 2, 'litellm_params', 'timeout']
  const plain: number[] = []
  const read: number[] = []
  const judged: number[] = []
  const edited: number[] = []
  // In turn, since a busy machine is not equally busy all the time.
  for (let run = 0; run < runs; run += 1) {
    plain.push(msOf(() => parse(text)))
    read.push(msOf(() => readYamlDocument(`# ${run}\n${text}`)))
    judged.push(msOf(() => judgeRouting(document, { variables: [] })))
    edited.push(msOf(() => editYamlDocument(document, [{ type: 'set', path, value: 31 + run }])))
  }
  const figure = (name: string, samples: readonly number[], goal: Goal | null): Figure => ({
    name: `300 kB config.yaml: ${name}`,
    unit: 'ms',
    samples,
    baseline: { name: 'yaml', samples: plain },
    goal,
  })
  const atMost = (limit: number): Goal => ({ of: 'ratio', is: 'at most', limit })
  const { opened, saved, heldUp, idle } = await throughWorker(text, runs)
  return [
    figure('reading', read, atMost(1.5)),
    figure('judging', judged, null),
    figure('an edit', edited, atMost(1.5)),
    figure('opening', opened, atMost(3)),
    figure('saving', saved, atMost(6)),
    {
      name: '300 kB config.yaml: longest hold-up of the thread that asks',
      unit: 'ms',
      samples: heldUp,
      baseline: { name: 'a process that does nothing', samples: idle },
      goal: { of: 'value', is: 'at most', limit: 50 },
    },
  ]
}

/** Opens and saves a file as main does, another text each time, and watches the loop meanwhile. */
async function throughWorker(text: string, runs: number) {
  const folder = temporaryFolder()
  const path = join(folder, 'config.yaml')
  const client = new RoutingClient({
    workerUrl,
    backupFolder: join(folder, 'backups'),
    chosen: { list: () => [path], replace: () => undefined },
    around: () => ({ displayPath: path, isLocal: false, facts: { variables: [] } }),
    changed: () => undefined,
    trouble: (fault) => console.error(fault),
  })
  const idleProcess = new IdleProcess()
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const opened: number[] = []
  const saved: number[] = []
  const heldUp: number[] = []
  const idle: number[] = []
  try {
    for (let run = 0; run < runs; run += 1) {
      writeFileSync(path, `# ${run}\n${text}`)
      await idleProcess.longestHoldUp()
      loop.enable()
      loop.reset()
      const start = performance.now()
      const document = await client.open(path)
      const between = performance.now()
      await client.save(path, {
        text: document.text.replace('timeout: 30', `timeout: ${31 + run}`),
        baseHash: document.hash,
        mayBeInvalid: false,
        reason: 'Measured',
      })
      saved.push(performance.now() - between)
      opened.push(between - start)
      heldUp.push(loop.max / 1e6)
      loop.disable()
      idle.push(await idleProcess.longestHoldUp())
    }
  } finally {
    idleProcess.stop()
    await client.close()
  }
  return { opened, saved, heldUp, idle }
}

function msOf(action: () => unknown): number {
  const start = performance.now()
  action()
  return performance.now() - start
}
