/** The place of the gateway on the real app: keys, models, drift, and what each key may see and do. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import type { DemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import { newUserData, resize } from '../helpers/app.ts'
import { chatPage } from '../helpers/chat-page.ts'
import { connectTo, type Desk, openDesk, test } from '../helpers/desk.ts'
import { gatewayPage } from '../helpers/gateway-page.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { palettePage } from '../helpers/palette-page.ts'

const KEYS = 250

/** An engine's file with a comment, a model the gateway has otherwise, and one it does not have. */
function novaConfig(url: string): string {
  return `// The engine of this computer.
{
  models: {
    providers: {
      litellm: {
        baseUrl: "${url}/v1", // the gateway
        api: "openai-completions",
        models: [
          { id: "gpt-4o", name: "GPT-4o", contextWindow: 64000 },
        ],
      },
    },
  },
}
`
}

async function withEngine(userData: string, url: string): Promise<string> {
  const file = join(userData, '.nova-engine', 'nova-engine.json')
  mkdirSync(join(userData, '.nova-engine'))
  writeFileSync(file, novaConfig(url))
  return file
}

/** Everything the page holds as text or typed value. */
function pageText(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
      ),
    ].join('\n'),
  )
}

test.describe('with an admin key', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk({ gateway: { madeUpKeys: KEYS }, size: { width: 1440, height: 900 } })
  })
  test.afterAll(() => desk.close())

  test('says how the gateway is', async () => {
    const place = gatewayPage(desk.page)
    await place.open('Overview')
    await expect(place.state).toContainText('StateConnected')
    await expect(place.state).toContainText('LiteLLM1.79.3')
    await expect(place.state).toContainText('DatabaseConnected')
    await expect(place.state).toContainText(/Answers in\d+ ms/)
    await expect(place.keyInUse).toContainText('An admin’s key has no budget of its own.')
  })

  test('lists every key as one list, and finds one', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.open('Virtual keys')
    await expect(place.keys).toHaveAttribute('aria-rowcount', String(KEYS + 2))
    await place.keys.getByRole('row').nth(1).getByRole('button').focus()
    await page.keyboard.press('End')
    await expect(
      place.keys.locator(`[aria-rowindex="${String(KEYS + 2)}"]`).getByRole('button'),
    ).toBeFocused()
    await page.keyboard.press('ControlOrMeta+F')
    await place.search.fill('-00042')
    await expect(place.keys).toHaveAttribute('aria-rowcount', '2')
    await page.keyboard.press('Escape')
    await expect(place.keys).toHaveAttribute('aria-rowcount', String(KEYS + 2))
    await place.keys.getByRole('button', { name: 'Spent / budget' }).click()
    await expect(place.keys.getByRole('columnheader', { name: 'Spent / budget' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
  })

  test('makes a key whose text never comes into the page, and hands it over to the chat', async () => {
    const { page, electron } = desk
    const place = gatewayPage(page)
    await palettePage(page).run('new virtual key')
    const form = page.getByRole('dialog', { name: 'New virtual key' })
    await form.getByRole('textbox', { name: 'Alias' }).fill('web-team')
    await form.getByRole('textbox', { name: 'Budget, US dollars' }).fill('0.5')
    await form.getByRole('combobox', { name: 'Budget begins anew' }).selectOption('30d')
    await form.getByText('Only some').click()
    await form.getByRole('checkbox', { name: 'gpt-4o', exact: true }).check()
    await form.getByRole('button', { name: 'Create key' }).click()

    const made = page.getByRole('dialog', { name: 'web-team is made' })
    await expect(made).toContainText('first reset is on')
    await made.getByRole('button', { name: 'Close', exact: true }).last().click()
    await expect(made.getByRole('alert')).toContainText('Nobody has this key yet.')
    await made.getByRole('button', { name: 'Back' }).click()

    await made.getByRole('button', { name: 'Copy' }).click()
    await expect(made).toContainText('Copied; cleared 60 seconds later')
    const key = await electron.evaluate(({ clipboard }) => clipboard.readText())
    expect(key).toMatch(/^sk-/)
    expect(await pageText(page)).not.toContain(key)

    await made.getByRole('button', { name: 'Use in chat…' }).click()
    await made.getByRole('textbox', { name: 'Name' }).fill('Web team')
    await made.getByRole('button', { name: 'Use in chat', exact: true }).click()
    await expect(made).toContainText('Kept as a gateway')
    await made.getByRole('button', { name: 'Done' }).click()
    await expect(place.budgetInStatusBar).toHaveText('$0.50 left')

    const chat = chatPage(page)
    await page.keyboard.press('ControlOrMeta+1')
    await chat.newChat.click()
    await expect(chat.pane.getByRole('button', { name: '$0.50 left' })).toBeVisible()
    await chat.ask('echo: hello')
    await expect(chat.answers.last()).toContainText('hello')
    expect(await pageText(page)).not.toContain(key)
    const called = await desk.gateway.received(/^\/v1\/chat\/completions/)
    expect(called.headers['authorization']).toBe(`Bearer ${key}`)
    await backToAdmin(page)
  })

  test('sends only what was changed, and shows what the gateway made of it', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.open('Virtual keys')
    await place.search.fill('web-team')
    await place.openRow('web-team')
    const pane = place.pane('web-team')
    await pane.getByRole('button', { name: 'Edit' }).click()
    await expect(pane.getByRole('button', { name: 'Save' })).toBeDisabled()
    await pane.getByRole('textbox', { name: 'Budget, US dollars' }).fill('12.5')
    await pane.getByRole('button', { name: 'Save' }).click()
    await expect(pane).toContainText('/ $12.50')
    await expect(place.keyRow('web-team')).toContainText('/ $12.50')
    const { body } = await desk.gateway.received(/^\/key\/update/)
    expect(body).toEqual({ key: expect.any(String), max_budget: 12.5 })
  })

  test('blocks a key and takes it back', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    const pane = place.pane('web-team')
    await pane.getByRole('button', { name: 'Block' }).click()
    await expect(place.keyRow('web-team')).toContainText('Blocked')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(place.keyRow('web-team')).toContainText('Active')
  })

  test('deletes a key only after its alias is typed', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.pane('web-team').getByRole('button', { name: 'Delete…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete web-team?' })
    const go = dialog.getByRole('button', { name: 'Delete for good' })
    await expect(go).toBeDisabled()
    await dialog.getByRole('textbox').fill('web-team')
    await go.click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('heading', { name: 'No key matches' })).toBeVisible()
    await page.getByRole('button', { name: 'Show all keys' }).click()
    await expect(place.keys).toHaveAttribute('aria-rowcount', String(KEYS + 2))
  })

  test('adds, changes and deletes a model; one of the config file is read-only and says so', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.open('Models')
    await place.openRow('gpt-4o')
    await expect(place.pane('gpt-4o')).toContainText('only its operator can change it')
    await expect(place.pane('gpt-4o').getByRole('button', { name: /^Edit / })).toHaveCount(0)

    await page.getByRole('button', { name: 'Add model' }).click()
    const form = page.getByRole('dialog', { name: 'Add a model' })
    await form.getByRole('textbox', { name: 'Public name' }).fill('house-model')
    await form.getByRole('textbox', { name: 'Provider’s model' }).fill('openai/gpt-4o')
    await form.getByRole('textbox', { name: 'Input', exact: true }).fill('1.25')
    await form.getByRole('button', { name: 'Add model' }).click()
    await expect(place.modelRow('house-model')).toContainText('$1.25')
    const pane = place.pane('house-model')
    await expect(pane).toContainText('in the gateway’s database')
    await pane.getByRole('button', { name: 'Edit openai/gpt-4o' }).click()
    const edit = page.getByRole('dialog', { name: 'Edit openai/gpt-4o' })
    await edit.getByRole('textbox', { name: 'Input', exact: true }).fill('1.5')
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(place.modelRow('house-model')).toContainText('$1.50')

    await pane.getByRole('button', { name: 'Delete openai/gpt-4o' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete openai/gpt-4o?' })
    await expect(dialog).toContainText('the name goes from the gateway')
    await dialog.getByRole('textbox').fill('house-model')
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(place.modelRow('house-model')).toHaveCount(0)
  })

  test('tries a model, saying the cost before and after', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.open('Models')
    await place.openRow('gpt-4o')
    const pane = place.pane('gpt-4o')
    await expect(pane).toContainText(/It costs \$0\.000\d+ at most/)
    await pane.getByRole('button', { name: 'Try it' }).click()
    const figures = pane.getByLabel('Use and cost')
    await expect(figures).toContainText(/Time\d+\.\d+ s/)
    await expect(figures).toContainText(/Tokens out\d+/)
    await expect(figures).toContainText(/Cost\$0\.000\d+/)
  })

  test('filters models and compares them', async () => {
    const { page } = desk
    const place = gatewayPage(page)
    await place.open('Models')
    await place.search.fill('gpt')
    await expect(place.models).toHaveAttribute('aria-rowcount', '3')
    await page.getByRole('checkbox', { name: 'Compare gpt-4o', exact: true }).check()
    await page.getByRole('checkbox', { name: 'Compare gpt-4o-mini' }).check()
    await page.getByRole('button', { name: 'Compare 2 models' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare models' })
    await expect(dialog.getByRole('row', { name: /^Input \(differs\)/ })).toContainText('$0.15 (best)')
    await dialog.getByRole('checkbox', { name: 'Only what differs' }).check()
    await expect(dialog.getByRole('row', { name: /^Mode/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await place.search.fill('')
  })

  for (const section of ['Overview', 'Models', 'Virtual keys', 'Drift'] as const)
    test(`${section} is accessible in both themes and fits 900 × 600 at 100 % and 150 %`, async () => {
      const { page, electron } = desk
      await resize(electron, { width: 900, height: 600 })
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((wanted) => window.bridge.request('settings:update', { theme: wanted }), theme)
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        await gatewayPage(page).open(section)
        await page
          .getByRole('region', { name: section === 'Overview' ? /127/ : section, exact: true })
          .waitFor()
        await stillness(page)
        expect(await axeViolations(page), theme).toEqual([])
        expect(await sidewaysScrollers(page), theme).toEqual([])
      }
      await page.evaluate(() => window.bridge.request('settings:update', { theme: 'light', textScale: 150 }))
      await expect(page.locator('html')).toHaveAttribute('style', /font-size: 150%/)
      expect(await sidewaysScrollers(page), 'at 150 %').toEqual([])
      await page.evaluate(() => window.bridge.request('settings:update', { textScale: 100 }))
      await resize(electron, { width: 1440, height: 900 })
    })
})

test('a plain key sees its own budget, and nothing is offered that would fail', async ({ launch, serve }) => {
  const app = await launch()
  const gateway = await serve()
  await connectTo(app, gateway, gateway.plainKey)
  const { page } = app
  const place = gatewayPage(page)
  await place.open('Virtual keys')
  const own = page.getByRole('region', { name: 'Your key' })
  await expect(own).toContainText('The connected key may not manage virtual keys.')
  await expect(own).toContainText('no limit')
  await expect(place.newKey).toHaveCount(0)
  await palettePage(page).run('new virtual key')
  await expect(own).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await place.open('Models')
  await expect(page.getByRole('region', { name: 'Models', exact: true })).toContainText(
    'may not manage models',
  )
  await expect(page.getByRole('button', { name: 'Add model' })).toHaveCount(0)
})

test('without a database it says so', async ({ launch, serve }) => {
  const app = await launch()
  await connectTo(app, await serve({ database: false }))
  const { page } = app
  const place = gatewayPage(page)
  await place.open('Virtual keys')
  await expect(page.getByRole('heading', { name: 'No database, no virtual keys' })).toBeVisible()
  await expect(place.newKey).toHaveCount(0)
  await place.open('Models')
  await expect(place.models).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add model' })).toHaveCount(0)
  await place.open('Overview')
  await expect(place.state).toContainText('DatabaseNone')
})

test('adds a model to an engine’s file by those bytes alone, mends drift, and takes both back', async ({
  launch,
  serve,
}) => {
  const userData = await newUserData()
  const gateway = await serve()
  const file = await withEngine(userData, gateway.url)
  const before = readFileSync(file, 'utf8')
  const app = await launch({ userData, size: { width: 1440, height: 900 } })
  await connectTo(app, gateway)
  const { page } = app
  const place = gatewayPage(page)
  const read = () => readFileSync(file, 'utf8')

  await place.open('Models')
  await place.openRow('gpt-4o-mini')
  await page.getByRole('button', { name: 'Add to engine…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add gpt-4o-mini to an engine' })
  await expect(dialog).toContainText('litellm/gpt-4o-mini')
  await dialog.getByRole('button', { name: 'Add to Nova Engine' }).click()
  await expect(page.getByText('Added litellm/gpt-4o-mini to Nova Engine.')).toBeVisible()
  const own = '          { id: "gpt-4o", name: "GPT-4o", contextWindow: 64000 },\n'
  const [head = '', tail = ''] = before.split(own)
  const added = read()
  expect(added.startsWith(head + own)).toBe(true)
  expect(added.endsWith(tail)).toBe(true)
  expect(added.slice((head + own).length, added.length - tail.length)).toMatch(/^\s*\{[^{}]*"gpt-4o-mini"/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(read).toBe(before)

  await place.open('Drift')
  const engine = place.engine('Nova Engine')
  await expect(engine).toContainText('64,000 → 128,000')
  await page.getByRole('button', { name: 'Correct: litellm/gpt-4o' }).first().click()
  await expect.poll(read).toBe(before.replace('64000', '128000'))
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(read).toBe(before)
})

test('a chat warns when little of the budget is left, and stops when it is used up', async ({
  launch,
  serve,
}) => {
  const app = await launch()
  const gateway = await serve()
  await connectTo(app, gateway, await keyWithBudget(gateway, 0.000_17))
  const { page } = app
  const chat = chatPage(page)
  const place = gatewayPage(page)
  await chat.chooseModel('gpt-4o')
  await expect(place.budgetInStatusBar).toHaveText('$0.00017 left')

  await chat.ask('echo: some words to pay for and more of them')
  await expect(chat.pane).toContainText(/Only \$0\.0000\d+ of this key’s budget is left\. It begins anew/)
  await chat.ask('echo: some words to pay for and more of them')
  await expect(chat.pane).toContainText('This key’s budget is used up. It begins anew')
  await expect(place.budgetInStatusBar).toHaveText('Budget used up')
  await chat.composer.fill('one more')
  await expect(chat.send).toBeDisabled()
  await chat.pane.getByRole('button', { name: 'Budget used up' }).click()
  await expect(place.keyInUse).toContainText('so the gateway refuses its calls')
})

async function keyWithBudget(gateway: DemoGateway, budget: number): Promise<string> {
  const answer = await fetch(`${gateway.url}/key/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key_alias: 'tiny', max_budget: budget, budget_duration: '1mo' }),
  })
  const { key } = (await answer.json()) as { readonly key: string }
  return key
}

async function backToAdmin(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const loaded = await window.bridge.request('app:load', undefined)
    const first = loaded.ok ? loaded.value.gateways[0] : undefined
    if (first) await window.bridge.request('gateway:activate', { id: first.id })
  })
  await expect(page.getByRole('contentinfo', { name: 'Status' })).not.toContainText('Web team')
}

async function stillness(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  })
}
