import { existsSync } from 'node:fs'
import { relative } from 'node:path'

import { expect } from '@playwright/test'

import { eventChannels } from '#shared/ipc/channels.ts'
import type { KeyHandOver } from '#shared/virtual-key.ts'

import { newUserData, type RunningApp } from '../helpers/app.ts'
import { chatPage } from '../helpers/chat-page.ts'
import { connectTo, test } from '../helpers/desk.ts'
import { engineFiles, textOf, writeEngineFile } from '../helpers/engines-page.ts'
import { filesHolding, foundInHeap } from '../helpers/secret-hunt.ts'

test('a new key goes where it is sent, and is never in the window', async ({ launch, serve }) => {
  const gateway = await serve({ isNewer: true })
  const app = await launch()
  await keepEverythingMainTells(app)
  await connectTo(app, gateway)
  const gatewayId = await activeGatewayId(app)
  const created = await create(app, gatewayId)
  expect(created.key).toMatchObject({ alias: 'for-chat', maxBudget: '5', budgetDuration: '1mo' })
  const { ticket } = created

  expect(await handOver(app, ticket, { to: 'clipboard' })).toMatchObject({ to: 'clipboard' })
  const key = await clipboardText(app)
  expect(key).toMatch(/^sk-\S{16,}$/)
  expect(key.slice(-4)).toBe(created.key.lastFour)

  await answerTheNextMessageBox(app)
  expect(await handOver(app, ticket, { to: 'show' })).toEqual({ to: 'show' })
  expect(await app.electron.evaluate(() => Reflect.get(globalThis, 'shown'))).toContain(key)

  const chat = { to: 'chat', name: 'My own key', keep: 'key-store', isActivated: true } as const
  const handed = await handOver(app, ticket, chat)
  expect(handed).toMatchObject({ to: 'chat', gatewayId: expect.any(String) })
  await expect
    .poll(() => stateOf(app))
    .toMatchObject({
      connection: { state: 'connected', facts: { keyKind: 'plain' } },
      keyInUse: { alias: 'for-chat', maxBudget: '5', remaining: '5', state: 'ok' },
      gatewayWatch: { state: 'up', database: 'connected' },
    })
  await chatPage(app.page).ask('echo: hello')
  await expect(chatPage(app.page).answers).toContainText('hello')
  await expect.poll(async () => Number((await stateOf(app)).keyInUse?.spend)).toBeGreaterThan(0)

  await app.page.evaluate((dropped) => window.bridge.request('virtual-key:drop', { ticket: dropped }), ticket)
  const late = await app.page.evaluate(
    (dropped) =>
      window.bridge.request('virtual-key:hand-over', { ticket: dropped, handOver: { to: 'clipboard' } }),
    ticket,
  )
  expect(late).toMatchObject({ ok: false, error: { kind: 'gone' } })

  const told = await app.page.evaluate(() => JSON.stringify(Reflect.get(window, 'told')))
  expect(told.includes(key)).toBe(false)
  // The address shows that the hunt finds what is there.
  expect(await foundInHeap(app.page, [gateway.url, key])).toEqual([gateway.url])
  expect(filesHolding(key, app.userData)).toEqual([])
  await app.quit()
  expect(filesHolding(key, app.userData)).toEqual([])
})

for (const place of ['state-env-file', 'auth-profile'] as const) {
  test(`a new key is stored for an engine: ${place}`, async ({ launch, serve }) => {
    const gateway = await serve({ isNewer: true })
    const userData = await newUserData()
    const files = engineFiles(userData)
    const config = novaConfig(gateway.url)
    writeEngineFile(files.nova, config)
    const app = await launch({ userData })
    await keepEverythingMainTells(app)
    await connectTo(app, gateway)
    const engineId = `nova-engine:${files.nova}`
    const { ticket, key } = await create(app, await activeGatewayId(app))

    const wish = { to: 'engine', engineId, providerId: 'litellm', place } as const
    const handed = await handOver(app, ticket, wish)
    const text = await askOfClipboard(app, ticket)
    expect(text.slice(-4)).toBe(key.lastFour)

    const [kept, other] =
      place === 'state-env-file'
        ? [files.novaDotenv, files.novaProfiles]
        : [files.novaProfiles, files.novaDotenv]
    expect(filesHolding(text, userData)).toEqual([relative(userData, kept)])
    expect(existsSync(other)).toBe(false)
    if (place === 'state-env-file') {
      // The config file only refers to the variable, and nothing else of it is another.
      const [, name] = /apiKey: "\$\{(\w+)\}"/.exec(textOf(files.nova)) ?? []
      expect(textOf(kept)).toBe(`${name}=${text}\n`)
      expect(textOf(files.nova).replace(/,? *\n? *apiKey: "[^"]*"/, '')).toBe(config)
    } else {
      expect(textOf(files.nova)).toBe(config)
    }
    expect(JSON.stringify(handed).includes(text)).toBe(false)
    expect(await foundInHeap(app.page, [gateway.url, text])).toEqual([gateway.url])
  })
}

test('a new key is shown by the system alone, and copied when that is asked for', async ({
  launch,
  serve,
}) => {
  const gateway = await serve({ isNewer: true })
  const app = await launch()
  await keepEverythingMainTells(app)
  await connectTo(app, gateway)
  const { ticket, key } = await create(app, await activeGatewayId(app))
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('mine'))

  await answerTheNextMessageBox(app)
  expect(await handOver(app, ticket, { to: 'show' })).toEqual({ to: 'show' })
  expect(await clipboardText(app)).toBe('mine')

  await answerTheNextMessageBox(app, 0)
  await handOver(app, ticket, { to: 'show' })
  const text = await clipboardText(app)
  expect(text.slice(-4)).toBe(key.lastFour)
  expect(await app.electron.evaluate(() => Reflect.get(globalThis, 'shown'))).toContain(text)
  const told = await app.page.evaluate(() => JSON.stringify(Reflect.get(window, 'told')))
  expect(told.includes(text)).toBe(false)
  expect(await foundInHeap(app.page, [gateway.url, text])).toEqual([gateway.url])
  // What was lent to the clipboard goes with Litedesk.
  expect(filesHolding(text, app.userData)).toEqual([])
})

/** A config with a provider that points at the gateway, without a key. */
function novaConfig(url: string): string {
  return `// The engine of this computer.
{
  models: {
    providers: {
      litellm: {
        baseUrl: "${url}/v1", // the gateway
        api: "openai-completions",
        models: [{ id: "gpt-4o", name: "GPT-4o" }],
      },
    },
  },
}
`
}

/** The text of a key, by the way of the clipboard. */
async function askOfClipboard(app: RunningApp, ticket: string): Promise<string> {
  await handOver(app, ticket, { to: 'clipboard' })
  return clipboardText(app)
}

async function activeGatewayId(app: RunningApp): Promise<string> {
  const { activeGatewayId: id } = await stateOf(app)
  if (id === null) throw new Error('No gateway is in use')
  return id
}

async function stateOf({ page }: RunningApp) {
  const loaded = await page.evaluate(() => window.bridge.request('app:load', undefined))
  if (!loaded.ok) throw new Error(loaded.error.message)
  return loaded.value
}

async function create({ page }: RunningApp, gatewayId: string) {
  const created = await page.evaluate(
    (id) =>
      window.bridge.request('virtual-key:create', {
        gatewayId: id,
        draft: {
          alias: 'for-chat',
          models: [],
          maxBudget: '5',
          budgetDuration: '1mo',
          tpmLimit: null,
          rpmLimit: null,
          parallelLimit: null,
          lifetime: null,
          userId: null,
          teamId: null,
        },
      }),
    gatewayId,
  )
  if (!created.ok) throw new Error(created.error.message)
  return created.value
}

async function handOver({ page }: RunningApp, ticket: string, to: KeyHandOver) {
  const handed = await page.evaluate((input) => window.bridge.request('virtual-key:hand-over', input), {
    ticket,
    handOver: to,
  })
  if (!handed.ok) throw new Error(handed.error.message)
  return handed.value
}

function clipboardText({ electron }: RunningApp): Promise<string> {
  return electron.evaluate(({ clipboard }) => clipboard.readText())
}

/** Presses its button, the last one when left out, and keeps what it showed in main. */
async function answerTheNextMessageBox({ electron }: RunningApp, button = 1): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    Reflect.set(dialog, 'showMessageBox', async (...given: unknown[]) => {
      Reflect.set(globalThis, 'shown', JSON.stringify(given.at(-1)))
      return { response, checkboxChecked: false }
    })
  }, button)
}

async function keepEverythingMainTells({ page }: RunningApp): Promise<void> {
  await page.evaluate((channels) => {
    const told: unknown[] = []
    Reflect.set(window, 'told', told)
    for (const channel of channels) window.bridge.on(channel, (payload) => told.push([channel, payload]))
  }, eventChannels)
}
