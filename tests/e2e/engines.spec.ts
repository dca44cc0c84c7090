import { expect } from '@playwright/test'

import type { RunningApp } from '../helpers/app.ts'
import { newUserData } from '../helpers/app.ts'
import { chatPage } from '../helpers/chat-page.ts'
import { connectTo, test } from '../helpers/desk.ts'
import { enginesPage, engineFiles, textOf, writeEngineFile } from '../helpers/engines-page.ts'
import { foundInHeap } from '../helpers/secret-hunt.ts'

const SECRET = 'sk-proxy-4b1d0f77c2e94a55'
const WIDE = { width: 1500, height: 900 }
const SMALL = { width: 900, height: 600 }

/** A file as people have it: comments, both kinds of quotes, an odd indent, a key in clear. */
const NOVA = `// Nova at the office. Ask Ada before you change it.
{
  models: {
    providers: {
      // the team's proxy
      litellm: {
        baseUrl: 'http://127.0.0.1:4000/v1', // with /v1
        apiKey: "${SECRET}",
        api: 'openai-completions',
        models: [
          // the good one
          { id: 'claude', name: 'Claude', contextWindow: 200000, maxTokens: 8192 },
          { id: 'gpt-4o', name: "GPT-4o", contextWindow: 128000, maxTokens: 256000, },
        ],
      },
    },
  },
  agents: { defaults: { model: { primary: "litellm/claude" /* for now */, fallbacks: ['litellm/gpt-4o', "litellm/mini"] } } },
   gateway: { mode: 'local' },
}
`

test.describe('with a config file', () => {
  /** Litedesk with Nova Engine's file, at the place of engines. */
  async function openNova(
    launch: (options: object) => Promise<RunningApp>,
    { text = NOVA, size = WIDE } = {},
  ) {
    const userData = await newUserData()
    const files = engineFiles(userData)
    writeEngineFile(files.nova, text)
    const app = await launch({ userData, size })
    await app.page.getByRole('button', { name: 'Try the demo gateway' }).click()
    await chatPage(app.page).composer.waitFor()
    const engines = enginesPage(app.page)
    await engines.open()
    await engines.heading('Default model').waitFor()
    return { app, page: app.page, engines, files }
  }

  test('an edit in the form changes its bytes and no others, after it was looked at; Undo brings them back', async ({
    launch,
  }) => {
    const { page, engines, files } = await openNova(launch)
    await engines.provider('litellm').field('Base URL').fill('http://proxy.example:4000')
    await engines
      .provider('litellm')
      .model(/^Claude/)
      .click()
    await engines.provider('litellm').field('Max output').fill('64k')
    // Not left yet: what was typed counts all the same.
    await page.keyboard.press('Control+s')
    await expect(engines.review).toContainText('2 lines changed')
    expect(textOf(files.nova)).toBe(NOVA)
    await engines.save.click()

    const edited = NOVA.replace('http://127.0.0.1:4000/v1', 'http://proxy.example:4000').replace(
      '8192',
      '64000',
    )
    const toast = engines.toast('Saved to nova-engine.json')
    await expect(toast).toBeVisible()
    expect(textOf(files.nova)).toBe(edited)
    await expect(engines.reviewChanges).toBeDisabled()

    await toast.getByRole('button', { name: 'Undo' }).click()
    await expect(engines.toast(/^Undone: /)).toBeVisible()
    expect(textOf(files.nova)).toBe(NOVA)
    await expect(engines.provider('litellm').field('Base URL')).toHaveValue('http://127.0.0.1:4000/v1')
  })

  test('form and text are one draft with one history', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    const address = engines.provider('litellm').field('Base URL')
    await address.fill('http://form')
    await address.press('Enter')
    await expect(engines.editor).toContainText("baseUrl: 'http://form'")

    await engines.goToLine('the good one')
    await page.keyboard.type(', says Ada')
    await engines.goToLine('the good one')
    await page.keyboard.press('Enter')
    await page.keyboard.type("{ id: 'o4', name: 'o4 by hand' },")
    await expect(engines.provider('litellm').model(/^o4 by hand/)).toBeVisible()

    await engines.reviewAndSave()
    expect(textOf(files.nova)).toBe(
      NOVA.replace('http://127.0.0.1:4000/v1', 'http://form').replace(
        'the good one\n',
        "the good one, says Ada\n          { id: 'o4', name: 'o4 by hand' },\n",
      ),
    )

    await page.getByRole('heading', { name: 'Default model' }).click()
    while (await page.getByRole('button', { name: 'Undo', exact: true }).first().isEnabled())
      await page.keyboard.press('Control+z')
    await expect(address).toHaveValue('http://127.0.0.1:4000/v1')
    await expect(engines.provider('litellm').model(/^o4 by hand/)).toHaveCount(0)
  })

  test('a text that is not JSON5 keeps the form in sight and leads to the line', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    await engines.goToLine('the good one')
    await page.keyboard.press('Enter')
    await page.keyboard.type('oops')
    const notice = page.getByRole('status').filter({ hasText: /^Line 1[123]: / })
    await expect(notice).toBeVisible()
    await expect(engines.provider('litellm').field('Base URL')).toBeDisabled()
    await expect(engines.provider('litellm').field('Base URL')).toHaveValue('http://127.0.0.1:4000/v1')

    await page.keyboard.press('Control+s')
    await expect(engines.review).toContainText('This is not JSON5, so it cannot be saved.')
    await expect(engines.save).toHaveCount(0)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Go to the line' }).click()
    await expect(engines.editor).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect(notice).toHaveCount(0)
    await expect(engines.provider('litellm').field('Base URL')).toBeEnabled()
    expect(textOf(files.nova)).toBe(NOVA)
  })

  test('problems lead to their place and are mended by their button', async ({ launch }) => {
    const broken = NOVA.replace("        api: 'openai-completions',\n", '')
    const { engines, files, page } = await openNova(launch, { text: broken })
    await expect(engines.problems).toHaveText('1 problem')
    await engines.problems.click()
    const problem = engines.problemList.getByRole('listitem').filter({ hasText: 'api' }).first()
    await problem.getByRole('button', { name: /^Nothing says/ }).click()
    await expect(engines.provider('litellm').card.getByLabel('API')).toBeFocused()
    await problem.getByRole('button', { name: /^Add api/ }).click()
    await expect(engines.problemList.getByText('Nothing says')).toHaveCount(0)
    await expect(engines.problems).toHaveText(/^(Valid|\d+ (warning|note)s?)$/)

    await page.getByRole('button', { name: 'Write 128,000' }).first().click()
    await engines.reviewAndSave()
    expect(textOf(files.nova)).toContain('name: "GPT-4o", contextWindow: 128000, maxTokens: 128000, }')
    expect(textOf(files.nova)).toMatch(/api: .openai-completions./)
  })

  test('a change on disk is followed, taken over, or asked about', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    const address = engines.provider('litellm').field('Base URL')
    const followed = NOVA.replace('http://127.0.0.1:4000/v1', 'http://followed')
    writeEngineFile(files.nova, followed)
    await expect(address).toHaveValue('http://followed')
    await expect(engines.reviewChanges).toBeDisabled()

    await address.fill('http://mine')
    await address.press('Enter')
    const elsewhere = followed.replace("mode: 'local'", "mode: 'local', port: 18000")
    writeEngineFile(files.nova, elsewhere)
    await expect(
      page.getByRole('status').filter({ hasText: 'that change is in the draft too' }),
    ).toBeVisible()
    await expect(engines.editor).toContainText('port: 18000')
    await expect(address).toHaveValue('http://mine')

    const theirs = elsewhere.replace('http://followed', 'http://theirs')
    writeEngineFile(files.nova, theirs)
    await expect(
      page.getByRole('status').filter({ hasText: 'changed on disk where you changed it too' }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Compare' }).click()
    const conflict = page.getByRole('dialog', { name: 'nova-engine.json was changed by others too' })
    await expect(conflict.getByRole('textbox', { name: 'The file on disk' })).toContainText('http://theirs')
    await conflict.getByRole('textbox', { name: 'The text to be saved' }).getByText('with /v1').click()
    await page.keyboard.press('End')
    await page.keyboard.type(', put together')
    expect(textOf(files.nova)).toBe(theirs)
    await conflict.getByRole('button', { name: 'Save the result' }).click()
    await expect(conflict).toHaveCount(0)
    expect(textOf(files.nova)).toBe(
      theirs.replace("'http://theirs', // with /v1", "'http://mine', // with /v1, put together"),
    )
  })

  test('a save that collides shows both versions, and theirs can be taken', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    const address = engines.provider('litellm').field('Base URL')
    await address.fill('http://mine')
    await page.keyboard.press('Control+s')
    await expect(engines.review).toBeVisible()
    const theirs = NOVA.replace('http://127.0.0.1:4000/v1', 'http://theirs')
    writeEngineFile(files.nova, theirs)
    await engines.save.click()
    const conflict = page.getByRole('dialog', { name: 'nova-engine.json was changed by others too' })
    await conflict.getByRole('button', { name: 'Take theirs' }).click()
    await expect(address).toHaveValue('http://theirs')
    expect(textOf(files.nova)).toBe(theirs)
  })

  test('every write can be taken back from the history', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    const address = engines.provider('litellm').field('Base URL')
    for (const value of ['http://first', 'http://second']) {
      await address.fill(value)
      await engines.reviewAndSave()
    }
    await engines.action('History…')
    const history = page.getByRole('dialog', { name: 'History of nova-engine.json' })
    await expect(history.getByRole('list', { name: 'Copies' }).getByRole('listitem')).toHaveCount(2)
    await history.getByRole('list', { name: 'Copies' }).getByRole('button').last().click()
    await expect(history.getByRole('textbox', { name: 'The file, restored', exact: true })).toContainText(
      '127.0.0.1',
    )
    await history.getByRole('button', { name: 'Restore this version' }).click()
    await expect(address).toHaveValue('http://127.0.0.1:4000/v1')
    expect(textOf(files.nova)).toBe(NOVA)
    await engines
      .toast(/^Restored: /)
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(address).toHaveValue('http://second')
  })

  test('a draft is there after another place, and goes only when asked', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch, { size: SMALL })
    const address = engines.provider('litellm').field('Base URL')
    await address.fill('http://half-typed')
    await page.keyboard.press('Control+1')
    await chatPage(page).composer.waitFor()
    await engines.open()
    await expect(address).toHaveValue('http://half-typed')
    await expect(engines.engine('Nova Engine')).toContainText('Edited')
    await engines.action('Discard changes…')
    await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click()
    await expect(address).toHaveValue('http://127.0.0.1:4000/v1')
    expect(textOf(files.nova)).toBe(NOVA)
  })

  test('models of the gateway are added as it describes them', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    await engines.provider('litellm').addFromGateway.click()
    const dialog = page.getByRole('dialog', { name: 'Add models from the gateway' })
    await expect(dialog.getByRole('checkbox', { name: /^gpt-4o .*In the file/ })).toBeDisabled()
    await dialog.getByRole('textbox', { name: 'Search models of the gateway' }).fill('mini')
    await dialog.getByRole('checkbox', { name: /^gpt-4o-mini/ }).check()
    await dialog.getByRole('button', { name: 'Add 1 model' }).click()
    await expect(engines.provider('litellm').model(/^GPT-4o Mini/)).toBeVisible()
    await engines.reviewAndSave()
    const end = NOVA.indexOf('\n        ],')
    const text = textOf(files.nova)
    expect(text.startsWith(NOVA.slice(0, end))).toBe(true)
    expect(text.endsWith(NOVA.slice(end))).toBe(true)
    expect(text.slice(end, end + text.length - NOVA.length)).toMatch(
      /id: 'gpt-4o-mini',[^]*contextWindow: 128000,\s*maxTokens: 16384,\s*cost: \{\s*input: 0\.15,\s*output: 0\.6/,
    )
  })

  test('models and fallbacks are put in order by keyboard; what is removed names what refers to it', async ({
    launch,
  }) => {
    const { page, engines, files } = await openNova(launch)
    await page.getByRole('button', { name: 'Move litellm/mini', exact: true }).focus()
    await page.keyboard.press('Space')
    await expect(page.getByRole('status').filter({ hasText: 'place 2 of 2' })).toBeAttached()
    await page.keyboard.press('ArrowUp')
    await expect(page.getByRole('status').filter({ hasText: 'place 1 of 2' })).toBeAttached()
    await page.keyboard.press('Space')
    await expect(engines.editor).toContainText(`fallbacks: ["litellm/mini", 'litellm/gpt-4o']`)

    await engines.provider('litellm').card.getByRole('button', { name: 'Options for gpt-4o' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove gpt-4o?' })
    await expect(dialog).toContainText('agents.defaults.model.fallbacks[1]')
    await dialog.getByRole('button', { name: 'Remove model' }).click()
    await engines.reviewAndSave()
    expect(textOf(files.nova)).toBe(
      NOVA.replace(/\n +\{ id: 'gpt-4o'.*/, '').replace(
        `fallbacks: ['litellm/gpt-4o', "litellm/mini"]`,
        `fallbacks: ["litellm/mini"]`,
      ),
    )
  })

  test('no secret of the file is ever in the window, and every one stays in the file', async ({ launch }) => {
    const { page, engines, files } = await openNova(launch)
    await expect(engines.editor).toContainText('hidden …4a55')
    await engines
      .provider('litellm')
      .card.getByRole('button', { name: /^Where Nova Engine looks/ })
      .click()
    await expect(page.getByRole('list', { name: 'Places in order' })).toContainText('…4a55')
    await engines.provider('litellm').field('Base URL').fill('http://b')
    await engines.reviewAndSave()
    await engines.action('History…')
    await page.getByRole('textbox', { name: 'The file, restored', exact: true }).waitFor()
    expect(await page.content()).not.toContain(SECRET)
    // What is searched for below is no string of this page either.
    expect(await foundInHeap(page, [SECRET, 'Ask Ada before you change it'])).toEqual([
      'Ask Ada before you change it',
    ])
    expect(textOf(files.nova)).toBe(NOVA.replace('http://127.0.0.1:4000/v1', 'http://b'))
  })

  test('a key is stored where the engine finds it, straight from the gateway', async ({ launch, serve }) => {
    const gateway = await serve({ key: 'sk-gateway-77c2e94a5f10' })
    const userData = await newUserData()
    const files = engineFiles(userData)
    writeEngineFile(files.nova, NOVA)
    const app = await launch({ userData, size: WIDE })
    await connectTo(app, gateway)
    const engines = enginesPage(app.page)
    await engines.open()
    await engines.provider('litellm').card.getByRole('button', { name: 'Store a key…' }).click()
    await app.page.getByRole('dialog').getByRole('button', { name: 'Store the key' }).click()
    await expect(engines.toast(/^Key stored/)).toBeVisible()
    await expect(engines.provider('litellm').card).toContainText('…5f10 from LITELLM_API_KEY')
    expect(textOf(files.novaDotenv)).toContain('LITELLM_API_KEY=sk-gateway-77c2e94a5f10')
    expect(textOf(files.nova)).toBe(NOVA.replace(SECRET, '${LITELLM_API_KEY}'))
    expect(await app.page.content()).not.toContain('sk-gateway-77c2e94a5f10')
  })
})

for (const engine of [
  { name: 'Nova Engine', file: 'nova', dotenv: 'novaDotenv', command: 'nova-engine gateway' },
  { name: 'IdleHands', file: 'idle', dotenv: 'idleDotenv', command: 'idlehands gateway' },
] as const)
  test(`${engine.name} is set up from nothing`, async ({ launch, serve }) => {
    const gateway = await serve({ key: 'sk-gateway-77c2e94a5f10' })
    const app = await launch({ size: WIDE })
    const files = engineFiles(app.userData)
    await connectTo(app, gateway)
    const { page } = app
    const engines = enginesPage(page)
    await engines.open()
    await engines.engine(engine.name).click()
    await expect(engines.heading(`${engine.name} is not set up`)).toBeVisible()
    await page.getByRole('button', { name: `Set up ${engine.name}` }).click()
    await expect(page.getByRole('button', { name: 'Review the file' })).toBeDisabled()
    await page.getByRole('checkbox', { name: /^gpt-4o-mini/ }).check()
    await page.getByRole('checkbox', { name: /^claude-opus-4-6/ }).check()
    await page.getByLabel('Primary model').selectOption('gpt-4o-mini')
    await page.getByRole('button', { name: 'Review the file' }).click()
    const dialog = page.getByRole('dialog', { name: /^Write / })
    await expect(dialog.getByRole('textbox')).toContainText(gateway.url)
    await dialog.getByRole('button', { name: 'Write the file' }).click()
    await expect(engines.heading(`${engine.name} is set up`)).toBeVisible()
    await expect(engines.main).toContainText(engine.command)

    const text = textOf(files[engine.file])
    expect(text).toContain('apiKey: "${LITELLM_API_KEY}"')
    expect(text).toContain('model: { primary: "litellm/gpt-4o-mini" }')
    expect(text).toContain('gateway: { mode: "local" }')
    expect(text).toMatch(/id: "claude-opus-4-6",[^}]*contextWindow: 200000,\s*maxTokens: 128000/)
    expect(text).not.toContain('sk-')
    expect(textOf(files[engine.dotenv])).toContain('LITELLM_API_KEY=sk-gateway-77c2e94a5f10')

    await page.getByRole('button', { name: 'Open the file' }).click()
    await expect(engines.problems).toHaveText('Valid')
    await expect(engines.engine(engine.name)).toContainText('litellm/gpt-4o-mini')
  })
