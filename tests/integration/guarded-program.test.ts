import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { expect, it, vi } from 'vitest'

const startGuarded = join(import.meta.dirname, '..', 'litellm', 'guarded-program.ts')

/** Starts a program that never ends by itself and tells its process id and its folder. */
const starter = `
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGuarded } from ${JSON.stringify(startGuarded)}
const folder = mkdtempSync(join(tmpdir(), 'litedesk-guarded-'))
await startGuarded({
  name: 'endless', python: 'python3', environment: process.env, folder, removesFolder: true,
  command: ['sh', '-c', 'echo $$ > pid; echo ready; sleep 600 & wait'],
  endSignal: 'SIGTERM', userId: null, readyLine: /ready/, readyWithinMs: 15_000,
})
console.log(folder)
`

it.skipIf(process.platform === 'win32')(
  'ends a program with the process that started it, even a killed one',
  async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', starter], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [folder]: string[] = await once(createInterface({ input: child.stdout }), 'line')
    if (folder === undefined) throw new Error('The starter told no folder.')
    expect(existsSync(join(folder, 'pid'))).toBe(true)
    child.kill('SIGKILL')
    // The folder is removed last.
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 10_000 })
  },
)
