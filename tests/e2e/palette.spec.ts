import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { newUserData } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, type Desk, openDesk, test } from '../helpers/desk.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { palettePage } from '../helpers/palette-page.ts'
import { quickChatPage } from '../helpers/quick-chat-page.ts'

/** A config file as people have it: comments, an odd indent, a trailing comma, no newline at the end. */
const NOVA_CONFIG = `{
  // the office gateway
  models: {
    providers: {
      litellm: {
        baseUrl: 'http://127.0.0.1:4000/v1',
        apiKey: "\${LITELLM_API_KEY}",
        api: 'openai-completions',
        models: [
          { id: 'claude', name: 'Claude', contextWindow: 200000, maxTokens: 8192 },
          { id: 'gpt-4o', name: 'GPT-4o', contextWindow: 128000, maxTokens: 16384, },
        ],
      },
    },
  },
  agents: { defaults: { model: { primary: "litellm/claude" /* for now */, fallbacks: [] } } },
   gateway: { mode: 'local' },
}`

test.describe('the command palette', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk({ size: { width: 900, height: 600 } })
    const chat = chatPage(desk.page)
    for (const question of ['echo: About plums', 'echo: About Zürich']) {
      await chat.newChat.click()
      await chat.ask(question)
      await expect(answerParts(chat.answers).figures).toBeVisible()
    }
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    await desk.page.reload()
    await chatPage(desk.page).composer.waitFor()
  })

  test('opens from anywhere, closes with its own keys or Escape, and gives the focus back', async () => {
    const { page } = desk
    const palette = palettePage(page)
    const chat = chatPage(page)
    await chat.composer.fill('half a sentence')
    await palette.open()
    await expect(palette.field).toBeFocused()
    await page.keyboard.press('Control+K')
    await expect(palette.dialog).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await page.keyboard.press('Control+,')
    await palette.open()
    await page.keyboard.type('zür')
    await page.keyboard.press('Escape')
    await expect(palette.dialog).toHaveCount(0)
    await page.keyboard.press('Control+L')
    await chat.composer.fill('')
  })

  test('opens a conversation by a part of its title, accents or not', async () => {
    const palette = palettePage(desk.page)
    await palette.run('plums')
    await expect(chatPage(desk.page).answers).toContainText('About plums')
    await palette.run('zurich')
    await expect(chatPage(desk.page).answers).toContainText('About Zürich')
    await expect(palette.dialog).toHaveCount(0)
  })

  test('does what shortcuts do, and shows their keys', async () => {
    const { page } = desk
    const palette = palettePage(page)
    await palette.open()
    await expect(palette.group('Actions').getByRole('option', { name: 'New chat' })).toContainText('CtrlN')
    await palette.field.fill('new ch')
    await page.keyboard.press('Enter')
    await expect(chatPage(page).answers).toHaveCount(0)
    await expect(chatPage(page).composer).toBeFocused()
    await palette.run('search conv')
    await expect(chatPage(page).search).toBeFocused()
  })

  test('chooses the model for chat, directly or in a list of its own', async () => {
    const { page } = desk
    const palette = palettePage(page)
    await palette.run('gpt4omini')
    await expect(chatPage(page).model).toHaveAccessibleName('Model: gpt-4o-mini')

    await palette.run('choose the model')
    await expect(palette.field).toHaveValue('')
    await expect(palette.dialog.getByRole('option', { name: /^gpt-4o-mini/ })).toContainText('OpenAI')
    await page.keyboard.press('Backspace')
    await expect(palette.group('Actions')).toBeVisible()
    await palette.field.fill('choose the model')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(palette.group('Actions')).toBeVisible()
    await palette.field.fill('choose the model')
    await page.keyboard.press('Enter')
    await palette.field.fill('opus')
    await page.keyboard.press('Enter')
    await expect(chatPage(page).model).toHaveAccessibleName('Model: claude-opus-4-6')
  })

  test('goes to settings, and sets the theme', async () => {
    const { page } = desk
    const palette = palettePage(page)
    await palette.run('settings gateways')
    await expect(page.getByRole('heading', { name: 'Gateways', level: 2 })).toBeVisible()
    await palette.run('theme dark')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await palette.run('theme light')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  })

  test('moves with the arrows, remembers what was used, and says when there is nothing', async () => {
    const { page } = desk
    const palette = palettePage(page)
    await page.evaluate(() => localStorage.removeItem('litedesk.palette-recent'))
    await palette.open()
    const first = await palette.selected.textContent()
    await page.keyboard.press('ArrowDown')
    expect(await palette.selected.textContent()).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    expect(await palette.selected.textContent()).toBe(first)
    await palette.field.fill('no such thing anywhere')
    await expect(palette.options).toHaveText(['Nothing matches “no such thing anywhere”.'])
    await page.keyboard.press('Enter')
    await expect(palette.field).toBeFocused()
    await palette.field.fill('theme light')
    await page.keyboard.press('Enter')
    await palette.open()
    await expect(palette.group('Recent').getByRole('option')).toHaveText(['Theme: light'])
    await page.keyboard.press('Escape')
  })

  test('opens the quick chat', async () => {
    await palettePage(desk.page).run('quick chat')
    const quick = await quickChatPage(desk)
    await expect(quick.getByRole('textbox', { name: 'Message' })).toBeFocused()
    await quick.keyboard.press('Escape')
  })

  for (const [name, query] of [
    ['with suggestions', ''],
    ['with results', 'e'],
    ['with nothing found', 'xyzzyx'],
  ] as const)
    test(`is accessible in both themes ${name}, and needs no sideways scrolling at 100 % and 150 %`, async () => {
      const { page } = desk
      const palette = palettePage(page)
      for (const theme of ['light', 'dark'] as const) {
        await wear(page, { theme })
        await palette.open()
        await palette.field.fill(query)
        await stillness(page)
        expect(await axeViolations(page), theme).toEqual([])
        expect(await sidewaysScrollers(page), theme).toEqual([])
        await page.keyboard.press('Escape')
      }
      await wear(page, { theme: 'light', textScale: 150 })
      await palette.open()
      expect(await sidewaysScrollers(page), 'at 150 %').toEqual([])
      await wear(page, { textScale: 100 })
    })
})

test('a model chosen for an engine changes its file by those bytes alone, and Undo puts them back', async ({
  launch,
  serve,
}) => {
  const userData = await newUserData()
  const file = join(userData, '.nova-engine', 'nova-engine.json')
  mkdirSync(join(userData, '.nova-engine'))
  writeFileSync(file, NOVA_CONFIG)
  const app = await launch({ userData })
  await connectTo(app, await serve())
  const palette = palettePage(app.page)
  const read = () => readFileSync(file, 'utf8')

  await palette.run('nova gpt')
  await expect(app.page.getByText('Nova Engine uses litellm/gpt-4o now.')).toBeVisible()
  expect(read()).toBe(NOVA_CONFIG.replace('"litellm/claude"', '"litellm/gpt-4o"'))
  await app.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(read).toBe(NOVA_CONFIG)
  await expect(app.page.getByText('Nova Engine uses litellm/claude again.')).toBeVisible()

  await palette.run('nova switch')
  await expect(palette.options).toHaveText([/^litellm\/claudeClaude/, /^litellm\/gpt-4oGPT-4o/])
  await expect(palette.options.first().getByLabel('In use')).toBeVisible()
  await palette.field.fill('gpt')
  await app.page.keyboard.press('Enter')
  await expect.poll(read).toBe(NOVA_CONFIG.replace('"litellm/claude"', '"litellm/gpt-4o"'))
})

test('a file that changed meanwhile in the same place is not put back', async ({ launch, serve }) => {
  const userData = await newUserData()
  const file = join(userData, '.nova-engine', 'nova-engine.json')
  mkdirSync(join(userData, '.nova-engine'))
  writeFileSync(file, NOVA_CONFIG)
  const app = await launch({ userData })
  await connectTo(app, await serve())
  await palettePage(app.page).run('nova gpt')
  await app.page.getByText('Nova Engine uses litellm/gpt-4o now.').waitFor()
  const theirs = NOVA_CONFIG.replace('"litellm/claude"', '"litellm/other"')
  writeFileSync(file, theirs)
  await app.page.getByRole('button', { name: 'Undo' }).click()
  await expect(app.page.getByText('was changed since in the same place')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(theirs)
})

async function wear(
  page: Page,
  changes: { readonly theme?: 'light' | 'dark'; readonly textScale?: number },
): Promise<void> {
  await page.evaluate((wanted) => window.bridge.request('settings:update', wanted), changes)
  const root = page.locator('html')
  if (changes.theme) await expect(root).toHaveAttribute('data-theme', changes.theme)
  if (changes.textScale)
    await expect(root).toHaveAttribute('style', new RegExp(`font-size: ${changes.textScale}%`))
}

/** Ends what is still moving: halfway, colours are neither one theme’s nor the other’s. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  })
}
