import { watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, onTestFinished, vi } from 'vitest'

import { hashOf } from '#main/config-file/config-file.ts'
import { ConfigWatcher } from '#main/config-file/config-watcher.ts'

import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

vi.mock('node:fs', { spy: true })

it('looks every few seconds where the system tells nothing, and says that it does not', async () => {
  const refusal = Object.assign(new Error('ENOSPC: no watches left'), { code: 'ENOSPC' })
  vi.mocked(watch).mockImplementation(() => {
    throw refusal
  })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const path = join(temporaryFolder(), 'engine.json')
  const [onChange, onTrouble] = [vi.fn(), vi.fn()]
  const watcher = new ConfigWatcher({ onChange, onTrouble })
  onTestFinished(() => watcher.close())
  await watcher.watch(path)
  expect(onTrouble).toHaveBeenCalledWith(refusal)

  writeFileSync(path, 'new')
  vi.advanceTimersByTime(5_000)
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith({ path, hash: hashOf('new') }))
})
