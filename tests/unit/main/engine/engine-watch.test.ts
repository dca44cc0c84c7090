import { renameSync, rmSync, writeFileSync } from 'node:fs'

import { expect, it, onTestFinished, vi } from 'vitest'

import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { EngineWatch } from '../../../../src-main/engine/engine-watch.ts'
import { deskIn, engineHome } from '../../../helpers/engine-home.ts'

const config = (primary: string): string => `{ agents: { defaults: { model: { primary: 'x/${primary}' } } } }`

it.each(engineDefinitions)('follows the files of $name, however they change', async ({ kind }) => {
  const home = engineHome()
  const { desk, engine } = await deskIn(home)
  const failed = vi.fn<(cause: unknown) => void>()
  const watch = new EngineWatch(desk.list, failed)
  onTestFinished(() => watch.close())
  const primaryBecomes = (primary: string | null) =>
    expect.poll(() => engine(kind).primary, { timeout: 5000 }).toBe(primary)
  watch.look()

  home.write(kind, config('made'))
  await primaryBecomes('x/made')
  writeFileSync(home.path(kind), config('written'))
  await primaryBecomes('x/written')
  writeFileSync(home.path(kind, 'new.tmp'), config('renamed'))
  renameSync(home.path(kind, 'new.tmp'), home.path(kind))
  await primaryBecomes('x/renamed')
  home.write(kind, `{ agents: { $include: './agents.json' } }`)
  await expect.poll(() => engine(kind).state.type, { timeout: 5000 }).toBe('invalid')
  home.write(kind, { defaults: { model: { primary: 'x/included' } } }, 'agents.json')
  await primaryBecomes('x/included')
  home.write(kind, { defaults: { model: { primary: 'x/changed' } } }, 'agents.json')
  await primaryBecomes('x/changed')
  rmSync(home.path(kind))
  await primaryBecomes(null)
  expect(failed).not.toHaveBeenCalled()
})

it('tells of a key that came into the .env file', async () => {
  const home = engineHome()
  home.write('idlehands', config('a'))
  const { desk, changed } = await deskIn(home)
  const watch = new EngineWatch(desk.list, () => undefined)
  onTestFinished(() => watch.close())
  watch.look()
  await desk.list.refresh()
  home.write('idlehands', 'LITELLM_API_KEY=x\n', '.env')
  await expect.poll(() => changed.length, { timeout: 5000 }).toBe(1)
})

it('says nothing once it is closed', async () => {
  const home = engineHome()
  home.write('idlehands', config('a'))
  const { desk, listed } = await deskIn(home)
  const watch = new EngineWatch(desk.list, () => undefined)
  watch.look()
  await desk.list.refresh()
  await watch.close()
  const before = listed.length
  home.write('idlehands', config('b'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(listed).toHaveLength(before)
})
