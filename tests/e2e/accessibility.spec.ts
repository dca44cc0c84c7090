import { expect, type Page } from '@playwright/test'

import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { giveUpUnsaved, newUserData } from '../helpers/app.ts'
import { type Desk, openDesk, test } from '../helpers/desk.ts'
import { engineFiles, enginesPage, writeEngineFile } from '../helpers/engines-page.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { onboardingPage } from '../helpers/onboarding-page.ts'
import { settingsPage } from '../helpers/settings-page.ts'
import { wear } from '../helpers/wear.ts'

const SMALLEST = { width: 900, height: 600 }
const THEMES = ['light', 'dark'] as const

/** A config file with something in every part of the form, and something wrong with it. */
const NOVA_CONFIG = `{
  models: {
    providers: {
      litellm: {
        baseUrl: 'http://localhost:4000',
        apiKey: 'sk-0123456789abcdef',
        headers: { 'X-Team': 'research' },
        models: [
          { id: 'a-model-with-a-name-of-forty-characters-', name: 'Long', contextWindow: 128000, maxTokens: 256000 },
          { id: 'small', name: 'Small', contextWindow: 8000 },
        ],
      },
    },
  },
  agents: {
    defaults: {
      model: { primary: 'litellm/small', fallbacks: ['litellm/gone'] },
      models: { 'litellm/small': { alias: 'small' } },
    },
    list: [{ id: 'main', model: 'litellm/small' }],
  },
}
`

interface View {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
}

const views: readonly View[] = [
  { name: 'a new chat', open: (page) => page.keyboard.press('Control+N') },
  {
    name: 'an answer with reasoning, code, a table and formulas',
    open: async (page) => {
      await chatPage(page).conversation('code table math').click()
      await answerParts(chatPage(page).answers).figures.waitFor()
    },
  },
  {
    name: 'a failed answer with its details',
    open: async (page) => {
      await chatPage(page).conversation('error: context').click()
      await chatPage(page).answers.getByText('Details', { exact: true }).click()
    },
  },
  {
    name: 'a question being edited',
    open: async (page) => {
      await chatPage(page).conversation('error: context').click()
      await chatPage(page).questions.getByRole('button', { name: 'Edit' }).click()
      await chatPage(page).pane.getByRole('textbox', { name: 'Your message' }).waitFor()
    },
  },
  {
    name: 'the menu of a conversation',
    open: async (page) => {
      await chatPage(page).conversation('error: context').hover()
      await chatPage(page).list.getByRole('button', { name: 'Options for error: context' }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'the list of models',
    open: async (page) => {
      await chatPage(page).model.click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'parameters',
    open: async (page) => {
      await chatPage(page).parameters.click()
      await page.getByRole('textbox', { name: 'System prompt' }).waitFor()
    },
  },
  { name: 'general settings', open: (page) => settingsPage(page).open('General') },
  { name: 'gateways', open: (page) => settingsPage(page).open('Gateways') },
  { name: 'about', open: (page) => settingsPage(page).open('About') },
  {
    name: 'the dialog of a gateway, its check failed',
    open: async (page) => {
      await settingsPage(page).open('Gateways')
      await settingsPage(page).addGateway.click()
      const dialog = page.getByRole('dialog', { name: 'Add a gateway' })
      await onboardingPage(page).enter({ address: 'http://127.0.0.1:2', key: 'sk-1' })
      await dialog.getByRole('button', { name: 'Check and save' }).click()
      await dialog.getByRole('alert').waitFor()
    },
  },
  {
    name: 'an engine’s form',
    open: async (page) => {
      await openEngine(page)
      const { card, model } = enginesPage(page).provider('litellm')
      await card.getByRole('button', { name: /^Authorization and headers/ }).click()
      await card.getByRole('button', { name: /^Where Nova Engine looks/ }).click()
      await model(/^Small/).click()
      await card.getByRole('button', { name: /^API, headers and compatibility/ }).click()
    },
  },
  {
    name: 'an engine’s text with its problems',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).problems.click()
      await enginesPage(page).view('Text')
      await enginesPage(page).editor.click()
      await page.keyboard.press('Control+f')
      await page.getByRole('textbox', { name: 'Find' }).waitFor()
    },
  },
  {
    name: 'the review of a change',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).provider('litellm').field('Base URL').fill('http://elsewhere:4000')
      await page.keyboard.press('Control+s')
      await enginesPage(page).save.waitFor()
    },
  },
  {
    name: 'models of the gateway for an engine',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).provider('litellm').addFromGateway.click()
      await page.getByRole('checkbox', { name: /^gpt-4o-mini/ }).check()
    },
  },
  {
    name: 'a key to be stored',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).provider('litellm').card.getByRole('button', { name: 'Store a key…' }).click()
      await page.getByRole('radio', { name: 'Another' }).check({ force: true })
    },
  },
  {
    name: 'a model to be chosen for an engine',
    open: async (page) => {
      await openEngine(page)
      await page.getByRole('button', { name: /^Primary model: / }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'an engine that is not set up',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).engine('IdleHands').click()
      await page.getByRole('button', { name: 'Set up IdleHands' }).waitFor()
    },
  },
  {
    name: 'setting an engine up',
    open: async (page) => {
      await openEngine(page)
      await enginesPage(page).engine('IdleHands').click()
      await page.getByRole('button', { name: 'Set up IdleHands' }).click()
      await page.getByRole('checkbox', { name: /^gpt-4o-mini/ }).check()
    },
  },
  {
    name: 'the keyboard shortcuts',
    open: async (page) => {
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    },
  },
]

test('the first page is accessible in both themes and needs no sideways scrolling', async ({ launch }) => {
  const { page } = await launch({ size: SMALLEST })
  await onboardingPage(page).title.waitFor()
  for (const theme of THEMES) {
    await wear(page, { theme })
    expect(await axeViolations(page), theme).toEqual([])
    expect(await sidewaysScrollers(page), theme).toEqual([])
  }
  await wear(page, { textScale: 150 })
  expect(await sidewaysScrollers(page), 'at 150 %').toEqual([])
})

test.describe('with conversations', () => {
  let desk: Desk

  test.beforeAll(async () => {
    const userData = await newUserData()
    writeEngineFile(engineFiles(userData).nova, NOVA_CONFIG)
    desk = await openDesk({ size: SMALLEST, userData })
    await giveUpUnsaved(desk.electron)
    const chat = chatPage(desk.page)
    await chat.ask('error: context')
    await answerParts(chat.answers).error.waitFor()
    await chat.newChat.click()
    await chat.parameters.click()
    await desk.page.getByRole('radio', { name: 'High' }).check({ force: true })
    await desk.page.keyboard.press('Escape')
    await chat.ask('code table math')
    await answerParts(chat.answers).figures.waitFor()
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    await desk.page.reload()
    await chatPage(desk.page).composer.waitFor()
  })

  for (const { name, open } of views) {
    test(`${name}: accessible in both themes, no sideways scrolling at 100 % and 150 %`, async () => {
      const { page } = desk
      await wear(page, { theme: 'light', textScale: 100 })
      await open(page)
      for (const theme of THEMES) {
        await wear(page, { theme })
        expect(await axeViolations(page), theme).toEqual([])
      }
      expect(await sidewaysScrollers(page), 'at 100 %').toEqual([])
      await wear(page, { textScale: 150 })
      expect(await sidewaysScrollers(page), 'at 150 %').toEqual([])
      await wear(page, { textScale: 100 })
    })
  }

  test('the keyboard reaches every place, and the focus is where one would write next', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await page.keyboard.press('Control+N')
    await expect(chat.composer).toBeFocused()
    await page.keyboard.press('Control+Shift+F')
    await expect(chat.search).toBeFocused()
    await page.keyboard.press('Control+L')
    await expect(chat.composer).toBeFocused()

    await page.keyboard.press('Control+Shift+M')
    const picker = page.getByRole('dialog', { name: 'Choose a model' })
    await expect(picker.getByRole('combobox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(picker).toBeHidden()

    await page.keyboard.press('Control+,')
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+L')
    await expect(chat.composer).toBeFocused()

    await page.keyboard.press('Control+/')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toContainText('Search conversations')
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(chat.composer).toBeFocused()

    await page.keyboard.type('something to send')
    await page.keyboard.press('Tab')
    await expect(chat.send).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(chat.composer).toBeFocused()
  })
})

async function openEngine(page: Page): Promise<void> {
  await enginesPage(page).open()
  await enginesPage(page).heading('Default model').waitFor()
}
