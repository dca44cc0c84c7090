import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import JSON5 from 'json5'
import { expect, test } from 'vitest'

import { writeWhole } from '#main/config-file/atomic-write.ts'
import { BackupStore } from '#main/config-file/backup-store.ts'

import { temporaryFolder } from '../helpers/temporary-folder.ts'

const writer = fileURLToPath(new URL('../helpers/config-writer-process.ts', import.meta.url))
const KILLS = 12
const LONGEST_LIFE_MS = 250

/** A config file that takes a while to write, and a folder for its backups. */
function countedEngine() {
  const home = temporaryFolder()
  const path = join(home, '.engine', 'engine.json')
  const backupFolder = join(home, 'backups')
  mkdirSync(dirname(path))
  writeFileSync(path, `{\n  // ${'padding '.repeat(25_000)}\n  "count": 0,\n}\n`)
  return { path, backupFolder, backups: new BackupStore(backupFolder) }
}

function countIn(text: string): unknown {
  const value = JSON5.parse<Record<string, unknown>>(text)
  expect(text).toHaveLength(
    `{\n  // ${'padding '.repeat(25_000)}\n  "count": ${String(value.count)},\n}\n`.length,
  )
  return value.count
}

test('a process killed at any moment leaves the file whole, old or new, and its backups readable', async () => {
  const { path, backupFolder, backups } = countedEngine()
  for (let kill = 0; kill < KILLS; kill += 1) {
    const lifeMs = Math.random() * LONGEST_LIFE_MS
    const acknowledged = await killAfter(lifeMs, path, backupFolder)
    const count = Number(countIn(readFileSync(path, 'utf8')))
    // The last one may be in place without having been acknowledged.
    expect([acknowledged, acknowledged + 1], `killed ${lifeMs} ms after its first write`).toContain(count)

    const kept = await backups.list(path)
    const counts = await Promise.all(
      kept.map(async ({ id }) => countIn(Buffer.from(await backups.read(path, id)).toString('utf8'))),
    )
    // A backup may have been made for a write that was not.
    expect([count - 1, count]).toContain(counts[0])
  }

  await writeWhole(path, readFileSync(path))
  expect(readdirSync(dirname(path))).toEqual(['engine.json'])
}, 120_000)

test('what a process leaves that was killed right before replacing the file goes with the next write', async () => {
  const { path, backupFolder } = countedEngine()
  for (let kill = 0; kill < 3; kill += 1) {
    const child = spawn(process.execPath, [writer, 'die', path, backupFolder], { stdio: 'inherit' })
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
    expect(countIn(readFileSync(path, 'utf8'))).toBe(0)
    // Each one clears up after the one before.
    expect(readdirSync(dirname(path))).toEqual([expect.stringMatching(/^\.litedesk-.*\.tmp$/), 'engine.json'])
  }
  await writeWhole(path, '{ "count": 1 }')
  expect(readdirSync(dirname(path))).toEqual(['engine.json'])
})

/** Runs the writer until some time after its first write, kills it, and answers with the last number it acknowledged. */
async function killAfter(lifeMs: number, path: string, backupFolder: string): Promise<number> {
  const child = spawn(process.execPath, [writer, 'count', path, backupFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (acknowledged === 0) void delay(lifeMs).then(() => child.kill('SIGKILL'))
    acknowledged = Number(line)
  }
  await ended
  return acknowledged
}
