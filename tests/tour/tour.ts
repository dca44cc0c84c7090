/**
 * `npm start` without a display: the real app does its main job against the demo gateway, step by step, and leaves a
 * picture of each in tour/, or in the folder it is given.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import type { Page } from '@playwright/test'

import { launchApp, newUserData, removeUserData, resize, type RunningApp } from '../helpers/app.ts'

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../tour'))
const WIDE = { width: 1440, height: 900 }
const SMALL = { width: 900, height: 600 }

let pictures = 0

async function show(page: Page, name: string, said: string): Promise<void> {
  pictures += 1
  const file = `${String(pictures).padStart(2, '0')}-${name}.png`
  // A picture taken while something still moves shows neither state.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))))
  await page.screenshot({ path: join(folder, file) })
  console.log(`  ${said} (${file})`)
}

function composer(page: Page) {
  return page.getByRole('textbox', { name: /message/i })
}

function answers(page: Page) {
  return page.getByRole('article', { name: /^Answer by / })
}

async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** Waits until the answer with this number, counted from 1, is there to its end. */
async function answered(page: Page, number: number): Promise<void> {
  const answer = answers(page).nth(number - 1)
  await answer.waitFor()
  await page.waitForFunction((element) => element?.getAttribute('aria-busy') !== 'true', await answer.elementHandle())
}

async function chooseModel(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+M')
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name: new RegExp(name) }).first().click()
}

async function visit(app: RunningApp): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'Try the demo gateway' }).waitFor()
  await show(page, 'welcome', 'The first start asks for a gateway, or offers the demo')

  await page.getByRole('button', { name: 'Try the demo gateway' }).click()
  await composer(page).waitFor()
  await page.getByText('Connected').first().waitFor()
  await show(page, 'new-chat', 'Connected to the demo gateway: an empty chat')

  await page.keyboard.press('ControlOrMeta+Shift+M')
  await page.getByRole('option').first().waitFor()
  await show(page, 'models', 'The gateway’s models with what they can do and what they cost')
  await page.keyboard.press('Escape')

  await ask(page, 'Show me some code, a table and the math behind compound interest')
  await page.getByRole('button', { name: /^stop/i }).waitFor()
  await show(page, 'streaming', 'An answer streams in')
  await answered(page, 1)
  await show(page, 'answer', 'The answer with its tokens, its price and its time')

  await chooseModel(page, 'demo-falls-back')
  await ask(page, 'echo: Who answers when the first model fails?')
  await answered(page, 2)
  await show(page, 'fallback', 'Another model answered, and the message says so')

  await chooseModel(page, 'demo-fails')
  await ask(page, 'echo: And when nothing helps?')
  await page.getByRole('alert').first().waitFor()
  await show(page, 'error', 'A failure stands where the answer would, with what to do next')

  await page.keyboard.press('ControlOrMeta+K')
  await page.getByRole('combobox').fill('gpt')
  await show(page, 'palette', 'The palette finds models, engines, conversations and actions')
  await page.keyboard.press('Escape')

  await page.evaluate(() => window.bridge.request('settings:update', { theme: 'dark' }))
  await page.locator('html[data-theme=dark]').waitFor()
  await show(page, 'dark', 'The same in the dark')

  await resize(app.electron, SMALL)
  await page.waitForFunction((width) => innerWidth <= width, SMALL.width)
  await show(page, 'small', 'And in a small window')
  await resize(app.electron, WIDE)
  await page.evaluate(() => window.bridge.request('settings:update', { theme: 'light' }))

  await page.keyboard.press('ControlOrMeta+Comma')
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
  await show(page, 'settings', 'Settings')

  const opened = app.electron.waitForEvent('window')
  await page.evaluate(() => window.bridge.request('quick-chat:open', undefined))
  const quick = await opened
  await ask(quick, 'echo: A question in passing')
  await answered(quick, 1)
  await show(quick, 'quick-chat', 'The quick chat answers above whatever is in front')
}

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
console.log('The tour: Litedesk against its demo gateway.')
const userData = await newUserData()
const app = await launchApp({ userData, size: WIDE })
try {
  await visit(app)
  console.log(`Done: ${pictures} pictures in ${folder}.`)
} finally {
  await app.quit()
  await removeUserData(userData)
}
