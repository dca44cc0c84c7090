import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import type { DemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import { StoreFile } from '#main/settings/store-schema.ts'
import { eventChannels } from '#shared/ipc/channels.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, test } from '../helpers/desk.ts'
import { gatewayForm, onboardingPage } from '../helpers/onboarding-page.ts'
import { filesHolding, foundInHeap } from '../helpers/secret-hunt.ts'
import type { RunningApp } from '../helpers/app.ts'

const CHAT = /chat\/completions/

/** One that looks like LiteLLM's, which redaction knows by its shape, and one that looks like nothing. */
const keys = { 'LiteLLM’s shape': 'sk-secret-4b1d0f77c2e94a55', 'no known shape': 'Geheim+7/Schluessel=42~x' }

for (const [shape, key] of Object.entries(keys)) {
  test(`a pasted key of ${shape} is found in no file, log, message or page`, async ({ launch, serve }) => {
    const gateway = await serve({ key })
    const app = await launch()
    const printed = collectOutput(app)
    await keepEverythingMainTells(app)
    await connectTo(app, gateway)
    await causeErrorsThatEchoTheKey(app, gateway, key)

    const told = await app.page.evaluate(() => JSON.stringify(Reflect.get(window, 'told')))
    expect(told.split(key).slice(1), 'what followed the key in a message').toEqual([])
    expect(await app.page.evaluate(() => window.bridge.request('app:load', undefined))).toMatchObject({
      value: { gateways: [{ key: { source: 'key-store', isSet: true, lastFour: key.slice(-4) } }] },
    })
    expect((await app.page.content()).includes(key)).toBe(false)
    // The address shows that the hunt finds what is there.
    expect(await foundInHeap(app.page, [gateway.url, key])).toEqual([gateway.url])

    expect(filesHolding(key, app.userData)).toEqual([])
    await app.quit()
    expect(filesHolding(key, app.userData)).toEqual([])
    expect(filesHolding(gateway.url, app.userData), 'the hunt finds what is there').toContain('litedesk.json')
    expect(printed()).not.toContain(key)

    const stored = readStore(app)
    expect(stored.gateways[0]?.key).toEqual({
      source: 'key-store',
      cipher: expect.stringMatching(/^[A-Za-z0-9+/]{40,}=*$/),
      lastFour: key.slice(-4),
    })
    expect(modeOf(app, 'litedesk.json')).toBe(0o600)
  })
}

test('a stored key still opens the gateway after a restart', async ({ launch, serve }) => {
  const gateway = await serve()
  const first = await launch()
  await connectTo(first, gateway)
  await first.quit()
  const second = await launch({ userData: first.userData })
  await chatPage(second.page).ask('echo: still there')
  await expect(chatPage(second.page).answers).toContainText('still there')
})

test('without a key store nothing weak happens unasked: the key is gone after a restart', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const first = await launch({ hasKeyStore: false })
  const choice = first.page.getByRole('group', { name: 'This computer offers no key store' })
  await expect(choice.getByRole('radio', { name: 'Keep until I quit' })).toBeChecked()
  await expect(choice).toContainText('In memory only; you paste it again next time.')
  await expect(choice).toContainText('anyone who can read your files can read it')
  await connectTo(first, gateway)
  await chatPage(first.page).ask('echo: works until then')
  await expect(chatPage(first.page).answers).toContainText('works until then')
  await first.quit()
  expect(filesHolding(gateway.adminKey, first.userData)).toEqual([])
  expect(readStore(first).gateways[0]?.key).toEqual({ source: 'session' })

  const second = await launch({ userData: first.userData, hasKeyStore: false })
  const status = second.page.getByRole('contentinfo', { name: 'Status' })
  await expect(status).toContainText('Key missing')
  await chatPage(second.page).newChat.click()
  const alert = second.page.getByRole('alert')
  await expect(alert).toContainText('The key was kept only until Litedesk quit.')
  await expect(alert).toContainText('Give the gateway a key in its settings.')

  await alert.getByRole('button', { name: 'Gateways' }).click()
  await second.page.getByRole('button', { name: 'Edit gateway' }).click()
  const dialog = second.page.getByRole('dialog', { name: /^Edit / })
  await gatewayForm(dialog).key.fill(gateway.adminKey)
  await dialog.getByRole('button', { name: 'Check and save' }).click()
  await expect(status).toContainText('Connected')
})

test('without a key store the weak protection is a choice, and survives a restart', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const first = await launch({ hasKeyStore: false })
  await first.page.getByRole('radio', { name: 'Store with weak protection' }).check()
  await connectTo(first, gateway)
  await first.quit()
  expect(filesHolding(gateway.adminKey, first.userData)).toEqual([])
  expect(readStore(first).gateways[0]?.key).toMatchObject({ source: 'weak-store' })
  expect(modeOf(first, 'weak-key')).toBe(0o600)

  const second = await launch({ userData: first.userData, hasKeyStore: false })
  await chatPage(second.page).ask('echo: weak but there')
  await expect(chatPage(second.page).answers).toContainText('weak but there')
})

test('a key in the environment is offered, used and never stored', async ({ launch, serve }) => {
  const gateway = await serve()
  const environment = { LITELLM_API_KEY: gateway.adminKey }
  const app = await launch({ environment })
  const onboarding = onboardingPage(app.page)
  await expect(app.page.getByRole('radio', { name: 'From environment' })).toBeChecked()
  await expect(app.page.getByText('LITELLM_API_KEY found in the environment.')).toBeVisible()
  await onboarding.address.fill(gateway.url)
  await onboarding.connect.click()
  const chat = chatPage(app.page)
  await chat.ask('echo: from the environment')
  await expect(chat.answers).toContainText('from the environment')
  expect(gateway.requests.at(-1)?.headers.authorization).toBe(`Bearer ${gateway.adminKey}`)
  expect(await foundInHeap(app.page, [gateway.url, gateway.adminKey])).toEqual([gateway.url])
  await app.quit()
  expect(readStore(app).gateways[0]?.key).toEqual({ source: 'environment' })
  expect(filesHolding(gateway.adminKey, app.userData)).toEqual([])

  const without = await launch({ userData: app.userData })
  await expect(without.page.getByRole('contentinfo', { name: 'Status' })).toContainText('Key missing')
})

/** Makes the page hold on to everything main tells it, so that it is still there to be searched. */
async function keepEverythingMainTells({ page }: RunningApp): Promise<void> {
  await page.evaluate((channels) => {
    const told: unknown[] = []
    Reflect.set(window, 'told', told)
    for (const channel of channels) window.bridge.on(channel, (payload) => told.push(payload))
  }, eventChannels)
}

/** A gateway, or something in front of it, that repeats the key in whatever it answers. */
async function causeErrorsThatEchoTheKey(app: RunningApp, gateway: DemoGateway, key: string): Promise<void> {
  const chat = chatPage(app.page)
  const message = `Bad key ${key}, Authorization: Bearer ${key}`
  const effects = [
    { status: 401, body: { error: { message, type: 'auth_error', code: '401' } } },
    { status: 500, body: { detail: message }, headers: { 'x-litellm-call-id': key } },
    { status: 502, html: `<h1>Bad gateway</h1>${message}` },
    { redirectTo: `http://127.0.0.1:9/?key=${key}` },
    { errorAfterDeltas: 2, errorFrame: { message, type: null, param: null, code: '500' } },
  ]
  for (const [index, effect] of effects.entries()) {
    gateway.faults.inject({ match: { path: CHAT, times: 1 }, effect })
    await chat.ask(`echo: number ${index}`)
    await expect(answerParts(chat.answers.last()).error).toBeVisible()
    gateway.faults.clear()
  }
  gateway.faults.inject({
    match: { path: /models|model_group/ },
    effect: { status: 500, body: { detail: message } },
  })
  await app.page.evaluate(() => window.bridge.request('gateway:reconnect', undefined))
  await expect(app.page.getByRole('contentinfo', { name: 'Status' })).toContainText('Gateway failed')
  gateway.faults.clear()
}

function collectOutput({ electron }: RunningApp): () => string {
  let text = ''
  const { stdout, stderr } = electron.process()
  for (const stream of [stdout, stderr]) stream?.on('data', (part) => (text += String(part)))
  return () => text
}

function readStore({ userData }: RunningApp): StoreFile {
  return StoreFile.parse(JSON.parse(readFileSync(join(userData, 'litedesk.json'), 'utf8')))
}

function modeOf({ userData }: RunningApp, name: string): number {
  return statSync(join(userData, name)).mode & 0o777
}
