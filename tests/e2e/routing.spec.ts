import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import { type RunningApp, newUserData, resize } from '../helpers/app.ts'
import { chatPage } from '../helpers/chat-page.ts'
import { test } from '../helpers/desk.ts'
import { largeConfigKey, largeRoutingConfig } from '../helpers/large-routing-config.ts'
import { answerFileDialog, routingPage } from '../helpers/routing-page.ts'
import { foundInHeap } from '../helpers/secret-hunt.ts'

const SECRET = 'sk-team-8c1f5a02b9d34e77'

/** As people have it: comments, both kinds of quotes, a list in brackets, a key in clear. */
const CONFIG = `# The proxy of the team. Ask Ada before you change it.
model_list:
  # the strong one
  - model_name: strong   # public
    litellm_params:
      model: "openai/gpt-4o"
      api_key: ${SECRET}
  - model_name: cheap
    litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY'}
  - model_name: long
    litellm_params: {model: anthropic/claude, api_key: os.environ/ANTHROPIC_API_KEY}

litellm_settings:
  fallbacks:   # who catches whom
    - cheap: [long]
  drop_params: true
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`

/** Litedesk with the file open. */
async function openConfig(
  launch: (options: object) => Promise<RunningApp>,
  { text = CONFIG, size = { width: 1400, height: 900 } } = {},
) {
  const userData = await newUserData()
  const path = join(userData, 'config.yaml')
  writeFileSync(path, text)
  const app = await launch({
    userData,
    size,
    environment: { OPENAI_API_KEY: 'x', LITELLM_MASTER_KEY: 'x' },
  })
  await app.page.getByRole('button', { name: 'Try the demo gateway' }).click()
  await chatPage(app.page).composer.waitFor()
  const routing = routingPage(app.page)
  await routing.open()
  await answerFileDialog(app.electron, path)
  await expect(app.page.getByRole('heading', { name: 'No config file open' })).toBeVisible()
  await routing.openFile.click()
  await routing.reviewChanges.waitFor()
  return { ...app, routing, path, read: () => readFileSync(path, 'utf8') }
}

test('a fallback is added, seen in the picture, saved byte for byte, and taken back', async ({ launch }) => {
  const { page, routing, read } = await openConfig(launch)
  await routing.main.getByLabel('When this model fails').selectOption('strong')
  await routing.main.getByLabel('try', { exact: true }).selectOption('cheap')
  await expect(routing.rule('strong')).toContainText('cheap')
  await routing.rule('strong').getByRole('combobox').selectOption('long')

  await routing.view('Picture')
  await expect(routing.sentences).toContainText([
    'long catches cheap (any failure, number 1).',
    'cheap catches strong (any failure, number 1).',
    'long catches strong (any failure, number 2).',
    'Nobody catches long.',
  ])
  await expect(routing.picture.locator('svg').first()).toBeVisible()

  await routing.reviewChanges.click()
  await expect(routing.review).toContainText('lines added')
  await routing.save.click()
  await expect(routing.review).toBeHidden()
  const saved = CONFIG.replace(
    '    - cheap: [long]\n',
    '    - cheap: [long]\n    - strong:\n        - cheap\n        - long\n',
  )
  expect(read()).toBe(saved)

  await routing.undoInToast.click()
  await expect.poll(read).toBe(CONFIG)
  await expect(routing.rule('strong')).toBeHidden()
  expect(await foundInHeap(page, [SECRET])).toEqual([])

  await routing.action('History…')
  await expect(page.getByRole('dialog', { name: 'History of config.yaml' })).toContainText(
    'Edited, 3 lines added',
  )
})

test('a file of five hundred models is drawn in part, edited and saved byte for byte', async ({ launch }) => {
  const text = largeRoutingConfig(500)
  const { page, routing, read } = await openConfig(launch, { text })
  const models = routing.main.getByRole('list', { name: 'Models', exact: true }).locator('> li')
  await expect(models).toHaveCount(100)
  const source = routing.main.getByLabel('When this model fails')
  const target = routing.main.getByLabel('try', { exact: true })
  await source.focus()
  await source.selectOption('model-3')
  await target.focus()
  await target.selectOption('model-5')
  await expect(routing.rule('model-3')).toContainText('model-5')

  await routing.reviewChanges.click()
  await routing.save.click()
  await expect(routing.review).toBeHidden()
  const last = '    - model-496: [model-497, "model-498"]\n'
  expect(read()).toBe(text.replace(last, `${last}    - model-3:\n        - model-5\n`))
  expect(await foundInHeap(page, [largeConfigKey(3)])).toEqual([])

  await routing.main.getByRole('button', { name: 'Show all 500 models' }).click()
  await expect(models).toHaveCount(500)
})

test('circles and dead ends are marked and mended, keys stay hidden, what is missing is told', async ({
  launch,
}) => {
  const text = CONFIG.replace('- cheap: [long]', '- cheap: [long]\n    - long: [cheap, lnog]')
  const { routing, read, path } = await openConfig(launch, { text })
  await expect(routing.problems).toHaveText('1 problem')
  await routing.problems.click()
  await expect(routing.problemList.getByRole('listitem')).toContainText([
    'Nothing in this file serves lnog',
    'A secret stands in the file itself',
    'ANTHROPIC_API_KEY is not set',
    'cheap → long → cheap goes round in a circle',
  ])
  await expect(routing.editor).not.toContainText(SECRET)
  await routing.view('Picture')
  await expect(routing.sentences.filter({ hasText: 'a circle' })).toHaveCount(1)
  await expect(routing.sentences.filter({ hasText: 'lnog is a dead end' })).toHaveCount(1)

  await routing.problemList
    .getByRole('button', { name: 'Remove it' })
    .or(routing.problemList.getByRole('button', { name: 'Use long' }))
    .first()
    .click()
  await expect(routing.problems).toHaveText(/warning/)
  // Somebody else writes meanwhile, elsewhere in the file.
  writeFileSync(path, read().replace('# The proxy of the team.', '# The proxy of two teams.'))
  await expect(routing.main.getByText('changed on disk')).toBeVisible()
  await routing.reviewChanges.click()
  await routing.save.click()
  await expect(routing.review).toBeHidden()
  expect(read()).toContain('# The proxy of two teams.')
  expect(read()).toContain(SECRET)
  expect(read()).not.toContain('lnog')
})

test('in a small window the views share the room, and the text can be broken and mended', async ({
  launch,
}) => {
  const { electron, page, routing, read } = await openConfig(launch, { size: { width: 900, height: 600 } })
  await resize(electron, { width: 900, height: 600 })
  await routing.view('Text')
  await routing.editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\trouter_settings: [')
  await expect(routing.main.getByText(/^Line \d+: /)).toBeVisible()
  await routing.reviewChanges.click()
  await expect(routing.review).toContainText('This is not YAML')
  await expect(routing.save).toBeHidden()
  await page.keyboard.press('Escape')
  await routing.action('Discard changes…')
  await page.getByRole('button', { name: 'Discard changes', exact: true }).click()
  await expect(routing.reviewChanges).toBeDisabled()
  expect(read()).toBe(CONFIG)
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBeLessThanOrEqual(client)
})
