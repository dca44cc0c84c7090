import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import { StoreFile } from '#main/settings/store-schema.ts'
import type { RunningApp } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, test } from '../helpers/desk.ts'
import { menuLines, startTrayHost, type Tray } from '../helpers/tray-host.ts'

let host: Awaited<ReturnType<typeof startTrayHost>>

test.skip(process.platform !== 'linux', 'elsewhere a tray cannot be clicked from outside')

test.beforeAll(async () => {
  host = await startTrayHost()
})

test.afterAll(() => host.close())

test('the tray shows the gateway and its models, and both ways of choosing agree', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const app = await launch()
  const tray = await host.next()
  await expectMenu(tray, ['No gateway connected', '', 'New chat', 'Quick chat', 'Open Litedesk', '', 'Quit'])

  await connectTo(app, gateway)
  await expectMenu(tray, [
    `${new URL(gateway.url).host}: connected`,
    '',
    '• claude-opus-4-6',
    'gpt-4o',
    'gpt-4o-mini',
    'gemini-2.5-flash',
    'demo-slow',
    'demo-fails',
    'demo-falls-back',
    'demo-rate-limited',
    '',
    'New chat',
    'Quick chat',
    'Open Litedesk',
    '',
    'Quit',
  ])

  await tray.click('gpt-4o-mini')
  const chat = chatPage(app.page)
  await expect(chat.model).toHaveAccessibleName('Model: gpt-4o-mini')
  await expect.poll(() => chosenIn(tray)).toEqual(['gpt-4o-mini'])
  expect(storedModel(app)).toBe('gpt-4o-mini')
  await chat.ask('echo: by the tray')
  await expect(chat.answers).toHaveAttribute('aria-label', 'Answer by gpt-4o-mini')

  await chat.chooseModel('gemini-2.5-flash')
  await expect.poll(() => chosenIn(tray)).toEqual(['gemini-2.5-flash'])
  expect(storedModel(app)).toBe('gemini-2.5-flash')

  await tray.click('New chat')
  await expect(chat.answers).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
})

test('the tray says when the gateway is gone, and connects anew', async ({ launch, serve }) => {
  const gateway = await serve()
  const app = await launch()
  const tray = await host.next()
  await connectTo(app, gateway)
  gateway.faults.inject({ effect: { status: 503, body: {} } })
  await app.page.evaluate(() => window.bridge.request('gateway:reconnect', undefined))
  const { host: name } = new URL(gateway.url)
  await expectMenu(tray, [
    `${name}: not connected`,
    'Try again',
    '',
    'New chat',
    'Quick chat',
    'Open Litedesk',
    '',
    'Quit',
  ])
  gateway.faults.clear()
  await tray.click('Try again')
  await expect.poll(async () => menuLines(await tray.menu())[0]).toBe(`${name}: connected`)
})

test('kept in the tray, a closed window comes back with its conversation, and Quit quits', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const app = await launch()
  const tray = await host.next()
  await connectTo(app, gateway)
  const chat = chatPage(app.page)
  await app.page.evaluate(() => window.bridge.request('settings:update', { keepInTray: true }))
  await chat.ask('echo: still here')
  await expect(answerParts(chat.answers).figures).toBeVisible()

  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => isWindowVisible(app)).toBe(false)
  await tray.click('Open Litedesk')
  await expect.poll(() => isWindowVisible(app)).toBe(true)
  await expect(chat.answers).toContainText('still here')

  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve))
  await tray.click('Quit')
  expect(await exited).toBe(0)
})

async function expectMenu(tray: Tray, lines: readonly string[]): Promise<void> {
  await expect.poll(async () => menuLines(await tray.menu())).toEqual(lines)
}

async function chosenIn(tray: Tray): Promise<string[]> {
  return (await tray.menu()).filter((entry) => entry.isChosen).map((entry) => entry.label)
}

function storedModel({ userData }: RunningApp): string | null {
  return StoreFile.parse(JSON.parse(readFileSync(join(userData, 'litedesk.json'), 'utf8'))).chosenModel
}

function isWindowVisible({ electron }: RunningApp): Promise<boolean | undefined> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}
