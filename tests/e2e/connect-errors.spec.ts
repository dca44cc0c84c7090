import { expect } from '@playwright/test'

import type { DemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import type { FaultEffect } from '#main/demo-gateway/faults.ts'
import { launchApp, removeUserData, type RunningApp } from '../helpers/app.ts'
import { chatPage } from '../helpers/chat-page.ts'
import { connectTo, startGateway, test } from '../helpers/desk.ts'
import { onboardingPage } from '../helpers/onboarding-page.ts'
import { manageKey } from '../helpers/virtual-key.ts'

const BLOCKED = 'sk-blocked-0123456789'
const EXPIRED = 'sk-expired-0123456789'
const YEAR_MS = 365 * 24 * 3_600_000

const steps = [
  'Gateway answers',
  'It is LiteLLM',
  'Key is accepted',
  'Kind of key',
  'Database',
  'Models',
] as const

interface Case {
  readonly name: string
  /** The gateway's own when left out. */
  readonly address?: (gateway: DemoGateway, bare: DemoGateway, elsewhere: DemoGateway) => string
  /** The master key when left out; null for none. */
  readonly key?: string | null | ((gateway: DemoGateway, bare: DemoGateway) => string)
  readonly fault?: (elsewhere: DemoGateway) => { readonly path: RegExp; readonly effect: FaultEffect }
  readonly failsAt: (typeof steps)[number]
  readonly message: string
  readonly nextStep: string
}

const cases: readonly Case[] = [
  {
    name: 'nothing listening',
    address: () => 'http://127.0.0.1:2',
    failsAt: 'Gateway answers',
    message: 'Nothing is listening at the gateway’s address.',
    nextStep: 'Start LiteLLM, or check the host and port',
  },
  {
    name: 'a host that does not exist',
    address: () => 'http://nowhere.invalid:4000',
    failsAt: 'Gateway answers',
    message: 'The gateway’s host name was not found.',
    nextStep: 'Check the spelling of the address, and your network or VPN.',
  },
  {
    name: 'https where only http is spoken',
    address: (gateway) => gateway.url.replace('http:', 'https:'),
    failsAt: 'Gateway answers',
    message: 'A secure connection to the gateway could not be made.',
    nextStep: 'should begin with http:// instead of https://',
  },
  {
    name: 'a redirect to another host',
    fault: (elsewhere) => ({ path: /./, effect: { redirectTo: `${elsewhere.url}/health/liveliness` } }),
    failsAt: 'Gateway answers',
    message: 'The key was not sent there.',
    nextStep: 'If you trust it, use http://127.0.0.1:',
  },
  {
    name: 'a redirect to another host once the key is shown',
    fault: (elsewhere) => ({ path: /key|models/, effect: { redirectTo: elsewhere.url } }),
    failsAt: 'Key is accepted',
    message: 'The key was not sent there.',
    nextStep: 'If you trust it, use http://127.0.0.1:',
  },
  {
    name: 'a web page',
    fault: () => ({ path: /./, effect: { status: 200, html: '<title>Router</title>' } }),
    failsAt: 'It is LiteLLM',
    message: 'What answers at this address is not a LiteLLM gateway.',
    nextStep: 'Check the address and the port.',
  },
  {
    name: 'a path that is not the gateway’s',
    address: (gateway) => `${gateway.url}/ui`,
    failsAt: 'It is LiteLLM',
    message: 'Nothing is found at this path of the gateway.',
    nextStep: 'without a path such as /ui or /chat',
  },
  {
    name: 'no key where one is asked for',
    key: null,
    failsAt: 'Key is accepted',
    message: 'The gateway asks for a key.',
    nextStep: 'Give it one in the gateway’s settings.',
  },
  {
    name: 'an unknown key',
    key: 'sk-unknown-0123456789',
    failsAt: 'Key is accepted',
    message: 'The gateway does not know this key.',
    nextStep: 'Check that the key belongs to this gateway.',
  },
  {
    name: 'something that is no key',
    key: 'hunter2',
    failsAt: 'Key is accepted',
    message: 'The gateway does not take this as a key.',
    nextStep: 'LiteLLM’s keys begin with sk-. Check that it was copied whole.',
  },
  {
    name: 'an expired key',
    key: EXPIRED,
    failsAt: 'Key is accepted',
    message: 'This key has expired.',
    nextStep: 'Ask for a new key',
  },
  {
    name: 'a blocked key',
    key: BLOCKED,
    failsAt: 'Key is accepted',
    message: 'This key is blocked.',
    nextStep: 'Ask the gateway’s admin to unblock it, or use another key.',
  },
  {
    name: 'a virtual key where there is no database',
    address: (_gateway, bare) => bare.url,
    key: (_gateway, bare) => bare.plainKey,
    failsAt: 'Key is accepted',
    message: 'The gateway has no database, so it knows only its master key.',
    nextStep: 'Use the master key, or connect a database to the gateway.',
  },
  {
    name: 'a key that may use no model',
    fault: () => ({ path: /models|model_group/, effect: { status: 200, body: { data: [] } } }),
    failsAt: 'Models',
    message: 'The gateway offers this key no chat model.',
    nextStep: 'Add a model to the gateway',
  },
]

test.describe('on the first page', () => {
  let app: RunningApp
  let gateway: DemoGateway
  let bare: DemoGateway
  let elsewhere: DemoGateway

  test.beforeAll(async () => {
    let now = Date.now() - YEAR_MS
    gateway = await startGateway({ now: () => new Date(now) })
    await manageKey(gateway, 'generate', { key: EXPIRED, duration: '1d' })
    await manageKey(gateway, 'generate', { key: BLOCKED })
    await manageKey(gateway, 'block', { key: BLOCKED })
    now += YEAR_MS
    bare = await startGateway({ database: false })
    elsewhere = await startGateway()
    app = await launchApp()
  })

  test.afterAll(async () => {
    await app.quit()
    await removeUserData(app.userData)
    for (const server of [gateway, bare, elsewhere]) await server.close()
  })

  test.beforeEach(async () => {
    gateway.faults.clear()
    // A page that is still coming for the first time cannot be reloaded.
    await app.page.waitForLoadState()
    await app.page.reload()
  })

  for (const { name, address, key = gatewayKey, fault, failsAt, message, nextStep } of cases) {
    test(`${name} is told at its step, and what was typed stays`, async () => {
      const onboarding = onboardingPage(app.page)
      if (fault) {
        const { path, effect } = fault(elsewhere)
        gateway.faults.inject({ match: { path }, effect })
      }
      const typedAddress = address?.(gateway, bare, elsewhere) ?? gateway.url
      const typedKey = typeof key === 'function' ? key(gateway, bare) : key
      await onboarding.enter({ address: typedAddress, key: typedKey, name: 'Office' })
      await onboarding.connect.click()

      const step = onboarding.step(failsAt)
      await expect(step.getByRole('alert')).toContainText(message)
      await expect(step.getByRole('alert')).toContainText(nextStep)
      await expect(onboarding.steps.getByRole('alert')).toHaveCount(1)
      const place = steps.indexOf(failsAt)
      for (const [index, other] of steps.entries()) {
        const word = index < place ? 'passed' : index === place ? 'failed' : 'not reached'
        await expect(onboarding.step(other)).toContainText(`${other}: ${word}`)
      }
      await expect(onboarding.connect).toHaveText('Check again')
      await expect(onboarding.address).toHaveValue(typedAddress)
      await expect(onboarding.name).toHaveValue('Office')
      if (typedKey !== null) await expect(onboarding.key).toHaveValue(typedKey)
      expect(elsewhere.requests).toEqual([])
    })
  }

  test('what is no address, and a key left out, are told before anything is asked', async () => {
    const onboarding = onboardingPage(app.page)
    await onboarding.address.fill('http://')
    await onboarding.connect.click()
    await expect(onboarding.address).toHaveAccessibleDescription(
      'Enter an address such as http://localhost:4000.',
    )
    await expect(onboarding.key).toHaveAccessibleDescription('Paste the key, or choose “No key”.')
    await expect(onboarding.steps).toHaveCount(0)
  })

  function gatewayKey(): string {
    return gateway.adminKey
  }
})

test('a gateway that is down can be saved anyway, and connects once it is up', async ({ launch, serve }) => {
  const gone = await serve()
  await gone.close()
  const { page } = await launch()
  const onboarding = onboardingPage(page)
  await onboarding.enter({ address: gone.url, key: gone.adminKey, name: 'Laptop' })
  await onboarding.connect.click()
  await onboarding.saveAnyway.click()
  const status = page.getByRole('contentinfo', { name: 'Status' })
  await expect(status).toContainText('LaptopNot running')
  const chat = chatPage(page)
  await expect(chat.pane.getByRole('alert')).toContainText('Nothing is listening at the gateway’s address.')

  await serve({ port: Number(new URL(gone.url).port), key: gone.adminKey })
  await chat.pane.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
  await expect(status).toContainText('LaptopConnected')
  await chat.ask('echo: up again')
  await expect(chat.answers).toContainText('up again')
})

test('a master key without a database connects, and the settings say what is missing', async ({
  launch,
  serve,
}) => {
  const gateway = await serve({ database: false })
  const app = await launch()
  await connectTo(app, gateway)
  await app.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click()
  await app.page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('button', { name: 'Gateways' })
    .click()
  await expect(app.page.getByRole('main')).toContainText(
    'LiteLLM 1.79.3 · admin key · no database · 8 chat models',
  )
})
