import { expect } from '@playwright/test'

import type { DemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import type { FaultEffect } from '#main/demo-gateway/faults.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { type Desk, connectTo, openDesk, test } from '../helpers/desk.ts'
import { manageKey } from '../helpers/virtual-key.ts'

const CHAT = /chat\/completions/
const CUT = 'The connection broke before the answer was complete.'
const KEPT = 'What had arrived is kept. Continue it, or ask again.'

interface Case {
  readonly name: string
  readonly effect: FaultEffect
  /** What of the answer had come; empty for none. */
  readonly partial: string
  readonly message: string
  readonly nextStep: string
  readonly kind: string
}

const cases: readonly Case[] = [
  {
    name: 'a connection cut between two frames',
    effect: { cutAfterDeltas: 2 },
    partial: 'one two',
    message: CUT,
    nextStep: KEPT,
    kind: 'stream-cut',
  },
  {
    name: 'a connection cut inside a frame',
    effect: { cutAfterBytes: 400 },
    partial: 'one',
    message: CUT,
    nextStep: KEPT,
    kind: 'stream-cut',
  },
  {
    name: 'a stream that ends without its end mark',
    effect: { endAfterDeltas: 3 },
    partial: 'one two three',
    message: CUT,
    nextStep: KEPT,
    kind: 'stream-cut',
  },
  {
    name: 'an error frame',
    effect: { errorAfterDeltas: 2 },
    partial: 'one two',
    message: 'The provider failed. It said: “The demo provider broke off on purpose”',
    nextStep: 'Try again, or choose another model.',
    kind: 'provider-failed',
  },
  {
    name: 'a frame that is not JSON',
    effect: { malformedAfterDeltas: 2 },
    partial: 'one two',
    message: 'The gateway sent something that is not part of an answer.',
    nextStep: KEPT,
    kind: 'stream-cut',
  },
  {
    name: 'a web page from a proxy in front',
    effect: { status: 502, html: '<h1>Bad gateway</h1>' },
    partial: '',
    message: 'The gateway failed.',
    nextStep: 'Try again; if it goes on, look at the gateway’s log.',
    kind: 'gateway-failed',
  },
  {
    name: 'a web page that claims success',
    effect: { status: 200, html: '<h1>Welcome</h1>' },
    partial: '',
    message: 'What answers at this address is not a LiteLLM gateway.',
    nextStep: 'Check the address and the port.',
    kind: 'not-litellm',
  },
  {
    name: 'a redirect to another host',
    effect: { redirectTo: 'http://127.0.0.1:9/v1/chat/completions' },
    partial: '',
    message: 'sends requests on to http://127.0.0.1:9. The key was not sent there.',
    nextStep: 'If you trust it, use http://127.0.0.1:9 as the gateway’s address.',
    kind: 'redirected',
  },
]

test.describe('with a connected gateway', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk()
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    desk.gateway.faults.clear()
    await chatPage(desk.page).newChat.click()
  })

  for (const { name, effect, partial, message, nextStep, kind } of cases) {
    test(`${name} is told where the answer stands, and Retry gets the answer`, async () => {
      const chat = chatPage(desk.page)
      desk.gateway.faults.inject({ match: { path: CHAT }, effect })
      await chat.ask('echo: one two three four')
      const answer = answerParts(chat.answers)
      await expect(answer.error).toContainText(message)
      await expect(answer.error).toContainText(nextStep)
      await expect(chat.answers).toContainText(partial)
      await expect(answer.button('Continue')).toHaveCount(partial === '' ? 0 : 1)
      await answer.error.getByText('Details', { exact: true }).click()
      await expect(answer.error.getByRole('definition').first()).toHaveText(kind)

      desk.gateway.faults.clear()
      await answer.error.getByRole('button', { name: 'Retry' }).click()
      await expect(chat.answers).toContainText('one two three four')
      await expect(chat.answers).toContainText('2/2')
      await expect(answer.error).toHaveCount(0)
    })
  }

  test('a stream that stalls is stopped with Escape, kept, and can be continued', async () => {
    const chat = chatPage(desk.page)
    desk.gateway.faults.inject({ match: { path: CHAT }, effect: { stallAfterDeltas: 2 } })
    await chat.ask('echo: one two three four')
    await expect(chat.answers).toContainText('one two')
    const asked = desk.gateway.requests.at(-1)
    await chat.composer.press('Escape')
    await expect(chat.answers).toContainText('Stopped by you')
    expect(await asked?.ended).toBe('aborted')
    await expect(answerParts(chat.answers).button('Continue')).toBeVisible()
  })

  test('a gateway that never begins to answer can be stopped', async () => {
    const chat = chatPage(desk.page)
    desk.gateway.faults.inject({ match: { path: CHAT }, effect: { stallBeforeHeaders: true } })
    await chat.ask('echo: nothing comes')
    await expect(chat.answers).toContainText('Waiting for claude-opus-4-6')
    await chat.stop.click()
    await expect(chat.answers).toContainText('Stopped by you')
    await expect(answerParts(chat.answers).button('Continue')).toHaveCount(0)
    desk.gateway.faults.clear()
    await answerParts(chat.answers).button('Ask again').click()
    await expect(chat.answers).toContainText('nothing comes')
  })

  test('a conversation too long for the model is told, with another model to choose', async () => {
    const chat = chatPage(desk.page)
    await chat.ask('error: context')
    const answer = answerParts(chat.answers)
    await expect(answer.error).toContainText('The conversation is longer than the model can read.')
    await expect(answer.error).toContainText('Choose a model with a larger context window')
    await expect(answer.error.getByRole('button', { name: 'Choose another model' })).toBeVisible()
  })

  test('a provider that fails is told in its own words', async () => {
    const chat = chatPage(desk.page)
    await chat.chooseModel('demo-fails')
    await chat.ask('anything')
    await expect(answerParts(chat.answers).error).toContainText(
      'The provider failed. It said: “The demo provider failed on purpose.”',
    )
  })

  test('a model at rest says how long, and another model answers in its place', async () => {
    const chat = chatPage(desk.page)
    await chat.chooseModel('demo-rate-limited')
    await chat.ask('echo: who answers')
    const answer = answerParts(chat.answers)
    await expect(answer.error).toContainText('The gateway is resting this model after a failure.')
    await expect(answer.error.getByRole('button', { name: /^Retry \(best in [1-5] s\)$/ })).toBeVisible()
    await answer.error.getByRole('button', { name: 'Choose another model' }).click()
    const models = desk.page.getByRole('dialog', { name: 'Answer with another model' })
    await models.getByRole('combobox').fill('gpt-4o')
    await expect(models.getByRole('option', { selected: true })).toHaveText(/^gpt-4o(?!-)/)
    await models.getByRole('combobox').press('Enter')
    await expect(chat.answers).toHaveAttribute('aria-label', 'Answer by gpt-4o')
    await expect(chat.answers).toContainText('who answers')
    await expect(chat.model).toHaveAccessibleName('Model: demo-rate-limited')
  })

  test('an answer by a fallback names both models', async () => {
    const chat = chatPage(desk.page)
    await chat.chooseModel('demo-falls-back')
    await chat.ask('echo: caught')
    await expect(chat.answers).toContainText('caught')
    await expect(chat.answers).toHaveAttribute('aria-label', 'Answer by gpt-4o-mini')
    await expect(chat.answers).toContainText('asked demo-falls-back, answered by gpt-4o-mini')
  })
})

const limits = [
  {
    name: 'a budget that is used up',
    limit: { max_budget: 0 },
    message: 'The budget of this key is used up: $0 spent of $0.',
    action: 'Change key or gateway',
  },
  {
    name: 'a model the key may no longer use',
    limit: { models: ['gpt-4o'] },
    message: 'This key may not use this model.',
    action: 'Choose another model',
  },
  {
    name: 'too many requests',
    limit: { rpm_limit: 0 },
    message: 'Too many requests for the moment.',
    action: /^Retry \(best in \d+ s\)$/,
  },
] as const

for (const { name, limit, message, action } of limits) {
  test(`${name} is told with what helps`, async ({ launch, serve }) => {
    const gateway: DemoGateway = await serve()
    const app = await launch()
    await connectTo(app, gateway, gateway.plainKey)
    await manageKey(gateway, 'update', { key: gateway.plainKey, ...limit })
    const chat = chatPage(app.page)
    await chat.ask('echo: one more')
    const { error } = answerParts(chat.answers)
    await expect(error).toContainText(message)
    await expect(error.getByRole('button', { name: action })).toBeVisible()
  })
}

test('a gateway that has gone is told, and asked again when it is back', async ({ launch, serve }) => {
  const gateway = await serve()
  const app = await launch()
  await connectTo(app, gateway)
  await gateway.close()
  const chat = chatPage(app.page)
  await chat.ask('echo: anybody there')
  await expect(answerParts(chat.answers).error).toContainText(
    'Nothing is listening at the gateway’s address.',
  )
  await serve({ port: Number(new URL(gateway.url).port), key: gateway.adminKey })
  await answerParts(chat.answers).error.getByRole('button', { name: 'Retry' }).click()
  await expect(chat.answers).toContainText('anybody there')
})
