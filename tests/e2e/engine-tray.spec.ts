import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import { type LaunchOptions, newUserData, removeUserData, type RunningApp } from '../helpers/app.ts'
import { test } from '../helpers/desk.ts'
import { startNotificationHost } from '../helpers/notification-host.ts'
import { menuLines, startTrayHost, type Tray } from '../helpers/tray-host.ts'

let host: Awaited<ReturnType<typeof startTrayHost>>
let notifications: Awaited<ReturnType<typeof startNotificationHost>>
let home: string

test.skip(process.platform !== 'linux', 'elsewhere a tray cannot be clicked from outside')

test.beforeAll(async () => {
  host = await startTrayHost()
  notifications = await startNotificationHost()
})

test.afterAll(() => {
  host.close()
  notifications.close()
})

test.beforeEach(async () => {
  home = await newUserData()
})

test.afterEach(() => removeUserData(home))

const CONFIG = `// Written by hand.
{
  "models": { providers: {
    litellm: {
      baseUrl: 'http://localhost:4000', apiKey: 'sk-a-key-of-the-gateway', api: 'openai-completions',
      models: [
        { id: 'claude-opus-4-6', name: 'Opus' }, // the good one
        { id: 'openai/gpt-4o', name: 'GPT-4o' },
      ],
    },
  } },
  agents: { defaults: { model: { primary: "litellm/claude-opus-4-6", fallbacks: [] } } },
  gateway: { mode: 'local', port: 0x4965 },
}
`
const SWITCHED = CONFIG.replace('"litellm/claude-opus-4-6"', '"litellm/openai/gpt-4o"')

test('the tray switches an engine by those bytes alone, and takes it back', async ({ launch }) => {
  const file = writeConfig('.nova-engine/nova-engine.json', CONFIG)
  const { tray } = await start(launch)
  await expectEngine(tray, 'Nova Engine · claude-opus-4-6', [
    '• claude-opus-4-6',
    'openai/gpt-4o',
    '',
    'Open config file…',
  ])

  await tray.click('openai/gpt-4o')
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(SWITCHED)
  await expectEngine(tray, 'Nova Engine · openai/gpt-4o', [
    'claude-opus-4-6',
    '• openai/gpt-4o',
    '',
    'Undo: back to claude-opus-4-6',
    '',
    'Open config file…',
  ])
  await expect
    .poll(() => notifications.shown.at(-1))
    .toMatchObject({ title: 'Nova Engine now uses litellm/openai/gpt-4o', body: `Written to ${file}.` })

  await tray.click('Undo: back to claude-opus-4-6')
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(CONFIG)
  await expectEngine(tray, 'Nova Engine · claude-opus-4-6', [
    '• claude-opus-4-6',
    'openai/gpt-4o',
    '',
    'Open config file…',
  ])
  await expect
    .poll(() => notifications.shown.at(-1)?.title)
    .toBe('Nova Engine uses litellm/claude-opus-4-6 again')
})

test('the menu follows the file, whoever changes it', async ({ launch }) => {
  const { tray } = await start(launch)
  await expect.poll(() => engineLines(tray)).toEqual([])

  const file = writeConfig('.idlehands/idlehands.json', CONFIG)
  await expect.poll(() => engineLines(tray)).toEqual(['IdleHands · claude-opus-4-6 …'])
  writeFileSync(file, SWITCHED)
  await expect.poll(() => engineLines(tray)).toEqual(['IdleHands · openai/gpt-4o …'])
  writeFileSync(file, CONFIG.replace('gateway:', 'gatway:'))
  await expect.poll(() => engineLines(tray)).toEqual(['IdleHands: config file is invalid…'])
  rmSync(file)
  await expect.poll(() => engineLines(tray)).toEqual([])
})

test('a switch that fails says why, and the file stays', async ({ launch }) => {
  const file = writeConfig('.idlehands/idlehands.json', CONFIG)
  const { app, tray } = await start(launch)
  await expect.poll(() => engineLines(tray)).toEqual(['IdleHands · claude-opus-4-6 …'])
  // Nothing is written that could not be taken back.
  writeFileSync(join(app.userData, 'engine-backups'), 'in the way')
  await tray.click('openai/gpt-4o')
  await expect.poll(() => notifications.shown.at(-1)?.title).toBe('IdleHands was not switched')
  expect(notifications.shown.at(-1)?.body).toContain('Nothing was changed.')
  expect(readFileSync(file, 'utf8')).toBe(CONFIG)
  await expectEngine(tray, 'IdleHands · claude-opus-4-6', [
    '• claude-opus-4-6',
    'openai/gpt-4o',
    '',
    'Open config file…',
  ])
})

test('a click on the notification brings the window, where the switch can be taken back', async ({
  launch,
}) => {
  const file = writeConfig('.nova-engine/nova-engine.json', CONFIG)
  const { app, tray } = await start(launch)
  await app.page.evaluate(() => window.bridge.request('settings:update', { keepInTray: true }))
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => isWindowVisible(app)).toBe(false)

  await expect.poll(() => engineLines(tray)).toEqual(['Nova Engine · claude-opus-4-6 …'])
  const before = notifications.shown.length
  await tray.click('openai/gpt-4o')
  await expect.poll(() => notifications.shown.length).toBe(before + 1)
  const [notification] = notifications.shown.slice(-1)
  if (notification) notifications.click(notification)
  await expect.poll(() => isWindowVisible(app)).toBe(true)
  await app.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(CONFIG)
})

async function start(
  launch: (options?: LaunchOptions) => Promise<RunningApp>,
): Promise<{ readonly app: RunningApp; readonly tray: Tray }> {
  const app = await launch({ environment: { NOVA_HOME: home, IDLEHANDS_HOME: home } })
  return { app, tray: await host.next() }
}

function writeConfig(name: string, text: string): string {
  const file = join(home, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

async function expectEngine(tray: Tray, label: string, lines: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const entry = (await tray.menu()).find((candidate) => candidate.label === label)
      return entry === undefined ? null : menuLines(entry.entries)
    })
    .toEqual(lines)
}

/** The entries of engines, which are named first. */
async function engineLines(tray: Tray): Promise<string[]> {
  return menuLines(await tray.menu()).filter((line) => /^(?:Nova Engine|IdleHands)/.test(line))
}

function isWindowVisible({ electron }: RunningApp): Promise<boolean | undefined> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}
