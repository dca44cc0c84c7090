/** LiteLLM on this computer, on the real app with a LiteLLM and an uv that only seem to be: no network is asked. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { test } from '../helpers/desk.ts'
import { makeFakeLiteLlm, setFakeBehaviour } from '../helpers/fake-litellm.ts'
import { makeFakeUv } from '../helpers/fake-uv.ts'
import { isAlive } from '../helpers/local-gateway.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'

const KEY = 'sk-provider-0123456789abcdef'

test.skip(process.platform === 'win32', 'The fakes are shell scripts.')

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'litedesk-local-'))
}

function runsIn(fake: string): { pid: number; child: number; key: string }[] {
  return readFileSync(join(fake, 'runs'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function openOnboarding(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start LiteLLM on this computer' }).click()
  await expect(page.getByRole('heading', { name: 'LiteLLM on this computer', exact: true })).toBeVisible()
}

async function chooseModel(page: Page): Promise<void> {
  await page.getByText('OpenAI', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'gpt-4o', exact: true }).check()
  await page.getByRole('textbox', { name: 'OpenAI key' }).fill(KEY)
  await page.getByRole('button', { name: 'Keep OpenAI key' }).click()
  await expect(page.getByText('…cdef, in your system’s key store')).toBeVisible()
}

async function lookOver(page: Page): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((wanted) => window.bridge.request('settings:update', { theme: wanted }), theme)
    expect(await axeViolations(page)).toEqual([])
  }
  expect(await sidewaysScrollers(page)).toEqual([])
}

test('from the first run to a gateway that answers, stops, fails and leaves nothing behind', async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const fake = makeFakeLiteLlm(newFolder(), 'serve')
  const app = await launch({
    environment: { PATH: `${join(fake, 'bin')}:${process.env['PATH'] ?? ''}` },
    size: { width: 900, height: 600 },
  })
  const { page } = app
  await openOnboarding(page)
  await expect(page.getByText(/LiteLLM 1\.106\.2, from your PATH/).first()).toBeVisible()
  await chooseModel(page)
  await lookOver(page)

  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const here = page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /LiteLLM here/ })
  await expect(here).toContainText('running')
  await here.click()
  await expect(page.getByText(/^Chat works\. Virtual keys/)).toBeVisible()
  await lookOver(page)

  await page.getByText('Log', { exact: true }).click()
  await expect(page.getByRole('log')).toContainText('Uvicorn running')
  await page.getByRole('textbox', { name: 'Search the log' }).fill('started key')
  await expect(page.getByText(/^1 of \d+ lines$/)).toBeVisible()
  const [run] = runsIn(fake)
  expect(await page.content()).not.toContain(run?.key)
  expect(await page.content()).not.toContain(KEY)
  await lookOver(page)

  setFakeBehaviour(fake, 'bad-config')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('heading', { name: 'Off' })).toBeVisible()
  expect([run?.pid ?? 0, run?.child ?? 0].filter(isAlive)).toEqual([])
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('alert').first()).toContainText('LiteLLM did not take the config file')
  await lookOver(page)

  setFakeBehaviour(fake, 'serve')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(here).toContainText('running')
  const last = runsIn(fake).at(-1)
  await app.kill()
  await expect.poll(() => [last?.pid ?? 0, last?.child ?? 0].filter(isAlive), { timeout: 15_000 }).toEqual([])
})

test('installs what is not there, and can be cancelled', async ({ launch }) => {
  const bin = makeFakeUv(newFolder(), 'hangs')
  const { page } = await launch({ environment: { PATH: bin }, size: { width: 900, height: 600 } })
  await openOnboarding(page)
  await expect(page.getByText(/about 180 MB to fetch, about 750 MB on the disk/)).toBeVisible()
  await lookOver(page)
  await page.getByRole('button', { name: 'Install LiteLLM' }).click()
  await expect(page.getByText('Fetching numpy (16.1MiB)…')).toBeVisible()
  await lookOver(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'LiteLLM is not on this computer yet' })).toBeVisible()
})

test('says what to do where there is no Python', async ({ launch }) => {
  const { page } = await launch({ environment: { PATH: newFolder() }, size: { width: 900, height: 600 } })
  await openOnboarding(page)
  await expect(page.getByRole('alert')).toContainText('LiteLLM needs Python')
  await expect(page.getByRole('button', { name: 'Install LiteLLM' })).toBeDisabled()
  await lookOver(page)
})
