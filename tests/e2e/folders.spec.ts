/** Folders in the real app: filled by menu and by dragging, folded across restarts, deleted without loss, and what they cost. */
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { resize } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, type Desk, openDesk, test } from '../helpers/desk.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { palettePage } from '../helpers/palette-page.ts'
import { spendPage } from '../helpers/spend-page.ts'
import { wear } from '../helpers/wear.ts'

const LARGE = { width: 1600, height: 1000 }
const SMALLEST = { width: 900, height: 600 }

/** Where pictures are kept when LITEDESK_PICTURES names a folder. */
const pictures = process.env['LITEDESK_PICTURES']

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `folders-${name}.png`), animations: 'disabled' })
}

/** Begins a conversation of that title and waits for its answer's figures. */
async function converse(page: Page, title: string): Promise<void> {
  const chat = chatPage(page)
  await chat.newChat.click()
  await chat.ask(title)
  await answerParts(chat.answers).figures.waitFor()
}

async function makeFolder(page: Page, name: string): Promise<void> {
  const chat = chatPage(page)
  await chat.newFolder.click()
  await chat.list.getByRole('textbox', { name: 'Name of the new folder' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(chat.folder(name.trim())).toBeFocused()
}

/** What takes the last thing back. */
const undo = (page: Page) => chatPage(page).toast.getByRole('button', { name: 'Undo' }).last()

/** The lines of the list as they read: heads of folders with `>` or `v`, what is inside set in. */
function lines(page: Page): Promise<string[]> {
  return chatPage(page).list.evaluate((list) =>
    [...list.querySelectorAll('li')]
      .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
      .flatMap((line) => {
        const head = line.querySelector('[aria-expanded][data-line]')
        const text = line.querySelector('[data-conversation], p')?.firstElementChild?.textContent
        if (head) {
          const [, name, count] = head.children
          const shape = head.getAttribute('aria-expanded') === 'true' ? 'v' : '>'
          return [`${shape} ${name?.textContent} ${Number.parseInt(count?.textContent ?? '')}`]
        }
        const words = text ?? line.querySelector('p')?.textContent
        return words === undefined ? [] : [line.dataset['inside'] === 'true' ? `  ${words}` : words]
      }),
  )
}

const shows = (page: Page, expected: readonly string[]) => expect.poll(() => lines(page)).toEqual(expected)

test.describe('folders', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk({ size: SMALLEST })
    for (const title of ['echo: alpha', 'echo: beta', 'echo: gamma']) await converse(desk.page, title)
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    const { page } = desk
    await page.evaluate(async () => {
      const listed = await window.bridge.request('conversation:list', { search: '' })
      const folders = await window.bridge.request('folder:list', undefined)
      if (!listed.ok || !folders.ok) throw new Error('The list cannot be read')
      const ids = listed.value.map(({ id }) => id)
      await window.bridge.request('conversation:move', { ids, folderId: null })
      for (const { id } of folders.value) await window.bridge.request('folder:delete', { id })
    })
    await page.reload()
    await chatPage(page).composer.waitFor()
    await shows(page, ['echo: gamma', 'echo: beta', 'echo: alpha'])
  })

  test('a folder is made, filled from the menu and by dragging, and emptied again', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await makeFolder(page, '  Work  ')
    await shows(page, [
      'v Work 0',
      '  No conversation yet; drag one here.',
      'echo: gamma',
      'echo: beta',
      'echo: alpha',
    ])
    await picture(page, 'empty')

    const menu = await chat.optionsFor('echo: alpha')
    await menu.getByRole('menuitem', { name: 'Move to folder…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move “echo: alpha”' })
    await expect(dialog.getByRole('option')).toHaveText(['Work', 'New folder…'])
    await picture(page, 'move')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await shows(page, ['v Work 1', '  echo: alpha', 'echo: gamma', 'echo: beta'])
    await expect(chat.toast).toContainText('Moved to “Work”')

    await chat.conversation('echo: beta').dragTo(chat.folder('Work'))
    await shows(page, ['v Work 2', '  echo: beta', '  echo: alpha', 'echo: gamma'])
    await chat.conversation('echo: alpha').dragTo(chat.conversation('echo: gamma'))
    await shows(page, ['v Work 1', '  echo: beta', 'echo: gamma', 'echo: alpha'])
    await expect(chat.toast).toContainText('Taken out of “Work”')
    await undo(page).click()
    await shows(page, ['v Work 2', '  echo: beta', '  echo: alpha', 'echo: gamma'])
  })

  test('a conversation goes into a folder that is made for it', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await (await chat.optionsFor('echo: beta')).getByRole('menuitem', { name: 'Move to folder…' }).click()
    await page.getByRole('combobox').fill('Trips')
    await page.getByRole('option', { name: 'New folder “Trips”' }).click()
    await shows(page, ['v Trips 1', '  echo: beta', 'echo: gamma', 'echo: alpha'])
    await (await chat.optionsFor('echo: alpha')).getByRole('menuitem', { name: 'Move to folder…' }).click()
    await page.getByRole('option', { name: 'New folder…' }).click()
    await page.keyboard.type('Home')
    await page.keyboard.press('Enter')
    await shows(page, ['v Home 1', '  echo: alpha', 'v Trips 1', '  echo: beta', 'echo: gamma'])
    await (await chat.optionsFor('echo: alpha')).getByRole('menuitem', { name: 'Move to folder…' }).click()
    await expect(page.getByRole('option').first().getByLabel('It is here')).toBeVisible()
    await page.getByRole('option', { name: 'No folder' }).click()
    await shows(page, [
      'v Home 0',
      '  No conversation yet; drag one here.',
      'v Trips 1',
      '  echo: beta',
      'echo: gamma',
      'echo: alpha',
    ])
  })

  test('the keyboard does all of it', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await makeFolder(page, 'Work')
    await chat.conversation('echo: alpha').dragTo(chat.folder('Work'))
    await chat.folder('Work').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Works')
    await page.keyboard.press('Enter')
    await expect(chat.folder('Works')).toBeFocused()
    await shows(page, ['v Works 1', '  echo: alpha', 'echo: gamma', 'echo: beta'])
    await chat.search.focus()
    await page.keyboard.press('ArrowDown')
    await expect(chat.folder('Works')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(chat.conversation('echo: alpha')).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(chat.folder('Works')).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await shows(page, ['> Works 1', 'echo: gamma', 'echo: beta'])
    await page.keyboard.press('ArrowRight')
    await shows(page, ['v Works 1', '  echo: alpha', 'echo: gamma', 'echo: beta'])
    await page.keyboard.press('Delete')
    await shows(page, ['echo: gamma', 'echo: beta', 'echo: alpha'])
    await expect(chat.conversation('echo: alpha')).toBeFocused()
  })

  test('a deleted folder leaves its conversations, and Undo brings it back with them', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await makeFolder(page, 'Work')
    await chat.conversation('echo: alpha').dragTo(chat.folder('Work'))
    await (await chat.optionsFor('the folder Work')).getByRole('menuitem', { name: 'Delete folder' }).click()
    await shows(page, ['echo: gamma', 'echo: beta', 'echo: alpha'])
    await expect(chat.toast).toContainText('Deleted the folder “Work”; its conversations stay')
    await picture(page, 'deleted')
    await undo(page).click()
    await shows(page, ['v Work 1', '  echo: alpha', 'echo: gamma', 'echo: beta'])
  })

  test('a new chat begins in the folder it was asked for', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await makeFolder(page, 'Work')
    await (await chat.optionsFor('the folder Work')).getByRole('menuitem', { name: 'New chat here' }).click()
    await expect(chat.pane.getByRole('heading', { name: 'New chat in Work' })).toBeVisible()
    await chat.composer.fill('A thought')
    await shows(page, ['v Work 1', '  A thought', 'echo: gamma', 'echo: beta', 'echo: alpha'])
    await chat.composer.fill('')
    await chat.newChat.click()
    await expect(chat.pane.getByRole('heading', { name: 'New chat', exact: true })).toBeVisible()
    await shows(page, [
      'v Work 0',
      '  No conversation yet; drag one here.',
      'echo: gamma',
      'echo: beta',
      'echo: alpha',
    ])
  })

  test('a search finds what is in folded folders, by title and by the name of the folder', async () => {
    const { page } = desk
    const chat = chatPage(page)
    await makeFolder(page, 'Work')
    await chat.conversation('echo: alpha').dragTo(chat.folder('Work'))
    await chat.folder('Work').click()
    await shows(page, ['> Work 1', 'echo: gamma', 'echo: beta'])
    await chat.search.fill('ALPHA')
    await shows(page, ['v Work 1', '  echo: alpha'])
    await chat.search.fill('wor')
    await shows(page, ['v Work 1', '  echo: alpha'])
    await chat.search.fill('gamma')
    await shows(page, ['echo: gamma'])
    await chat.search.fill('')
    await shows(page, ['> Work 1', 'echo: gamma', 'echo: beta'])
    await page.keyboard.press('Control+K')
    const palette = palettePage(page)
    await palette.field.fill('alpha')
    await page.keyboard.press('Enter')
    await expect(chat.answers).toContainText('alpha')
    await shows(page, ['> Work 1', 'echo: gamma', 'echo: beta'])
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`is easy to read and reach in ${theme} at every size`, async () => {
      const { page, electron } = desk
      const chat = chatPage(page)
      await makeFolder(page, 'A folder with a name that is much too long for the list of conversations')
      await makeFolder(page, 'Empty')
      await makeFolder(page, 'Folded')
      await makeFolder(page, 'Work')
      await chat.conversation('echo: alpha').dragTo(chat.folder('Work'))
      await chat.conversation('echo: beta').dragTo(chat.folder('Folded'))
      await chat.folder('Folded').click()
      await wear(page, { theme })
      for (const size of [SMALLEST, LARGE]) {
        await resize(electron, size)
        await chat.folder('Work').focus()
        await page.keyboard.press('ArrowUp')
        await picture(page, `list-${theme}-${size.width}`)
        expect(await axeViolations(page)).toEqual([])
        expect(await sidewaysScrollers(page)).toEqual([])
      }
      // What a menu lies on is no background of its own; nothing of weight is below this one.
      await chat.newChat.click()
      await (await chat.optionsFor('the folder Work')).waitFor()
      await picture(page, `menu-${theme}`)
      expect(await axeViolations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await chat.conversation('echo: gamma').hover()
      await page.mouse.down()
      await chat.folder('Work').hover()
      await chat.conversation('echo: alpha').hover()
      await expect(chat.list.locator('li[data-drop=true]')).toHaveCount(2)
      await picture(page, `drag-${theme}`)
      await page.mouse.up()
      await expect(chat.folder('Work')).toHaveAccessibleName(/^Work 2 conversations/)
      await resize(electron, SMALLEST)
    })
  }
})

test('what is folded stays folded, and folders with what they cost are there after a restart', async ({
  launch,
  serve,
}) => {
  const gateway = await serve({ spendLogDelayMs: 0 })
  const first = await launch({ size: LARGE })
  await connectTo(first, gateway)
  await converse(first.page, 'echo: one')
  await converse(first.page, 'echo: two')
  await makeFolder(first.page, 'Open')
  await makeFolder(first.page, 'Shut')
  const before = chatPage(first.page)
  await before.conversation('echo: one').dragTo(before.folder('Open'))
  await before.conversation('echo: two').dragTo(before.folder('Shut'))
  await before.folder('Shut').click()
  const expected = ['v Open 1', '  echo: one', '> Shut 1']
  await shows(first.page, expected)
  await first.quit()

  const second = await launch({ userData: first.userData, size: LARGE })
  await shows(second.page, expected)
  await expect(chatPage(second.page).folder('Shut')).toHaveAccessibleName(/\$0\.\d+$/)
})

test('a folder costs what its conversations cost together, live, and Spend shows their calls', async ({
  launch,
  serve,
}) => {
  test.setTimeout(90_000)
  const gateway = await serve({ spendLogDelayMs: 0 })
  const app = await launch({ size: LARGE })
  await connectTo(app, gateway)
  const { page } = app
  const chat = chatPage(page)
  const folderTotal = async () =>
    /[≈ ]*\$[\d.]+$/.exec((await chat.folder('Work').textContent()) ?? '')?.[0].trim()
  const headerTotal = async () =>
    (await chat.pane.getByRole('button', { name: /^Cost so far/ }).textContent())?.replace(
      'Cost so far: ',
      '',
    )
  await makeFolder(page, 'Work')
  expect(await folderTotal()).toBeUndefined()
  await converse(page, 'echo: one')
  await chat.conversation('echo: one').dragTo(chat.folder('Work'))
  await expect.poll(folderTotal).toBe(await headerTotal())
  expect(await folderTotal()).toMatch(/^≈ \$0\.0/)
  const one = await folderTotal()
  await chat.ask('echo: more')
  await expect(chat.answers).toHaveCount(2)
  await expect.poll(folderTotal).not.toBe(one)
  await expect.poll(async () => (await folderTotal()) === (await headerTotal())).toBe(true)

  // The bills come, and with them what was charged.
  await expect.poll(folderTotal, { timeout: 40_000 }).toMatch(/^\$0\.0/)
  await expect.poll(async () => (await folderTotal()) === (await headerTotal())).toBe(true)
  await picture(page, 'billed')
  const two = await folderTotal()
  await (await chat.optionsFor('echo: one')).getByRole('menuitem', { name: 'Delete' }).click()
  await expect.poll(folderTotal).toBeUndefined()
  await undo(page).click()
  await expect.poll(folderTotal).toBe(two)

  await (
    await chat.optionsFor('the folder Work')
  )
    .getByRole('menuitem', { name: 'Show its calls in Spend' })
    .click()
  const spend = spendPage(page)
  await expect(spend.chips).toContainText('Conversation')
  await expect(spend.totals).toContainText('2 calls')
})
