import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Locator, Page } from '@playwright/test'

/** Where an app with this user-data folder finds its engines' files: there, since it is their home folder in tests. */
export function engineFiles(userData: string) {
  const novaFolder = join(userData, '.nova-engine')
  const idleFolder = join(userData, '.idlehands')
  return {
    nova: join(novaFolder, 'nova-engine.json'),
    novaDotenv: join(novaFolder, '.env'),
    novaProfiles: join(novaFolder, 'agents', 'main', 'agent', 'auth-profiles.json'),
    idle: join(idleFolder, 'idlehands.json'),
    idleDotenv: join(idleFolder, '.env'),
  }
}

/** Writes a file with the folders that lead to it, as its owner would. */
export function writeEngineFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode: 0o600 })
}

/** A text file's content. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8')
}

/** The place of engines. */
export function enginesPage(page: Page) {
  const list = page.getByRole('navigation', { name: 'Engines' })
  const main = page.getByRole('main')
  const review = page.getByRole('dialog', { name: /^Save changes to / })
  const editor = main.getByRole('textbox', { name: /^Text of / })
  return {
    list,
    main,
    review,
    editor,
    open: async () => {
      await page.keyboard.press('Control+2')
      await list.waitFor()
    },
    engine: (name: string) => list.getByRole('button', { name: new RegExp(`^${name}`) }),
    heading: (name: string) => main.getByRole('heading', { name }),
    /** Where there is no room for both views. */
    view: (name: 'Models' | 'Text') => main.getByRole('radio', { name }).check({ force: true }),
    problems: main.getByRole('button', { name: /^(Valid|\d+ (problem|warning|note)s?)$/ }),
    problemList: page.getByRole('complementary', { name: 'Problems' }),
    reviewChanges: main.getByRole('button', { name: 'Review changes' }),
    save: review.getByRole('button', { name: 'Save', exact: true }),
    saveAnyway: review.getByRole('button', { name: 'Save anyway' }),
    action: async (name: string) => {
      await main.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name }).click()
    },
    toast: (text: string | RegExp) =>
      page.getByRole('status').getByText(text).locator('xpath=ancestor::div[1]'),
    provider: (id: string) => providerCard(main, id),
    /** Reviews what was changed and saves it. */
    reviewAndSave: async () => {
      await page.keyboard.press('Control+s')
      await review.getByRole('button', { name: 'Save', exact: true }).click()
      await review.waitFor({ state: 'detached' })
    },
    /** Puts the cursor at the end of the line that holds a text. */
    goToLine: async (text: string) => {
      await editor.locator('.cm-line').filter({ hasText: text }).first().click()
      await page.keyboard.press('End')
    },
  }
}

/** The card of a provider in the form. */
function providerCard(main: Locator, id: string) {
  const card = main
    .getByRole('listitem')
    .filter({ has: main.page().getByRole('button', { name: `Options for ${id}`, exact: true }) })
    .filter({ has: main.page().getByRole('list', { name: `Models of ${id}` }) })
    .first()
  return {
    card,
    field: (name: string) => card.getByRole('textbox', { name, exact: true }),
    model: (name: string | RegExp) => card.getByRole('button', { name }),
    addFromGateway: card.getByRole('button', { name: 'Add from gateway' }),
  }
}
