/**
 * Measures the built app. Run by build/bench.mjs, inside a desktop session, with Electron as Node:
 * `bench.ts [--runs 5] [--large] [measurement...]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { codeSize } from './code-size.ts'
import { coldStart } from './cold-start.ts'
import { configEdits } from './config-edits.ts'
import { resultOf, type FigureResult } from './figure.ts'
import { firstToken } from './first-token.ts'
import { longConversation } from './long-conversation.ts'
import { mainLoop } from './main-loop.ts'
import type { Measurement } from './measurement.ts'
import { routingFiles } from './routing-files.ts'
import { spendMirror } from './spend-mirror.ts'
import { spendProxy } from './spend-proxy.ts'
import { spendView } from './spend-view.ts'
import { stressAnswer } from './stress-answer.ts'
import { tableOf } from './table.ts'
import { removeTemporaryFolders } from './temporary-folders.ts'

const measurements: Readonly<Record<string, Measurement>> = {
  'cold-start': coldStart,
  'first-token': firstToken,
  'stress-answer': stressAnswer,
  'long-conversation': longConversation,
  'main-loop': mainLoop,
  'config-edits': configEdits,
  'routing-files': routingFiles,
  'spend-mirror': spendMirror,
  'spend-view': spendView,
  'spend-proxy': spendProxy,
  'code-size': codeSize,
}
const RESULTS = resolve(import.meta.dirname, '../../bench-results')

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, large: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const runs = Number(values.runs)
const unknown = positionals.filter((name) => !(name in measurements))
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`Usage: npm run bench -- [--runs 5] [--large] [${Object.keys(measurements).join(' | ')}]`)
  process.exit(2)
}

const results: FigureResult[] = []
try {
  for (const [name, measure] of Object.entries(measurements)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    console.log(`== ${name}`)
    const figures = await measure({ runs, isLarge: values.large, say: (text) => console.log(text) })
    results.push(...figures.map(resultOf))
  }
} finally {
  removeTemporaryFolders()
}
mkdirSync(RESULTS, { recursive: true })
const time = new Date().toISOString()
const machine = {
  system: `${process.platform} ${release()} ${arch()}`,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
  electron: process.versions['electron'] ?? null,
}
const file = join(RESULTS, `${time.replaceAll(/[:.]/g, '-')}.json`)
writeFileSync(file, `${JSON.stringify({ time, runs, machine, results }, null, 2)}\n`)
console.log(`\n${tableOf(results)}\n\nWritten to ${file}`)
