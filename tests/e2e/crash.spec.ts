import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect } from '@playwright/test'

import { newUserData, type RunningApp } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, test } from '../helpers/desk.ts'
import { onboardingPage } from '../helpers/onboarding-page.ts'

const stallAfter = (deltas: number) => ({
  match: { path: /chat\/completions/ },
  effect: { stallAfterDeltas: deltas },
})

test('an answer cut off by a kill is there at the next start, marked, and can be continued', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const first = await launch()
  await connectTo(first, gateway)
  gateway.faults.inject(stallAfter(4))
  await chatPage(first.page).ask('echo: one two three four five six')
  await expect(chatPage(first.page).answers).toContainText('one two three four')
  await expect.poll(() => storedAnswers(first.userData)).toEqual(['one two three four '])
  await first.kill()
  gateway.faults.clear()

  const second = await launch({ userData: first.userData })
  const chat = chatPage(second.page)
  await chat.conversation('echo: one two three').click()
  await expect(chat.questions).toContainText('echo: one two three four five six')
  await expect(chat.answers).toContainText('one two three four')
  await expect(chat.answers).toContainText('Interrupted: Litedesk stopped while it streamed')
  await answerParts(chat.answers).button('Continue').click()
  await expect(chat.answers).not.toContainText('Interrupted')
  await expect(answerParts(chat.answers).figures).toBeVisible()
  await expect(chat.answers).toContainText(/one two three four.*demo gateway/s)
  expect(gateway.requests.at(-1)?.body).toMatchObject({
    messages: [
      { role: 'user', content: 'echo: one two three four five six' },
      { role: 'assistant', content: 'one two three four ' },
      { role: 'user', content: expect.stringContaining('Continue') },
    ],
  })
})

test('a page that crashes comes back to its conversation and its running stream', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const app = await launch()
  await connectTo(app, gateway)
  gateway.faults.inject(stallAfter(3))
  await chatPage(app.page).ask('echo: alpha beta gamma delta')
  await expect(chatPage(app.page).answers).toContainText('alpha beta gamma')
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const isBack = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await isBack
  })

  await expect.poll(() => lastAnswer(app)).toContain('alpha beta gamma')
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.focus()
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'Escape' })
  })
  await expect.poll(() => lastAnswer(app)).toContain('Stopped by you')
})

const brokenStores = [
  {
    name: 'half a settings file',
    text: '{ "version": 1, "settings": { "theme": "da',
    kept: /^litedesk\.broken-.*\.json$/,
  },
  {
    name: 'a newer settings file',
    text: '{ "version": 99, "future": true }',
    kept: /^litedesk\.newer-.*\.json$/,
  },
] as const

for (const { name, text, kept } of brokenStores) {
  test(`${name} is kept beside, and the notice names it`, async ({ launch }) => {
    const userData = await newUserData()
    writeFileSync(join(userData, 'litedesk.json'), text)
    const { page } = await launch({ userData })
    await expect(onboardingPage(page).title).toBeVisible()
    const keptAs = readdirSync(userData).find((file) => kept.test(file)) ?? 'none was kept'
    expect(readFileSync(join(userData, keptAs), 'utf8')).toBe(text)
    const notices = page.getByRole('complementary', { name: 'Notices' })
    await expect(notices).toContainText(join(userData, keptAs))
    await notices.getByRole('button', { name: 'Dismiss notice' }).click()
    await expect(notices).toHaveCount(0)
  })
}

test('a broken conversations file is kept beside, and new conversations are stored', async ({ launch }) => {
  const userData = await newUserData()
  const garbage = 'not a database at all'.repeat(500)
  writeFileSync(join(userData, 'conversations.db'), garbage)
  const { page } = await launch({ userData })
  const notices = page.getByRole('complementary', { name: 'Notices' })
  await expect(notices).toContainText('The conversations file is damaged')
  const keptAs = readdirSync(userData).find((file) => file.startsWith('conversations.db.broken-')) ?? 'none'
  expect(readFileSync(join(userData, keptAs), 'utf8')).toBe(garbage)
  await expect(notices).toContainText(join(userData, keptAs))

  await onboardingPage(page).tryDemo.click()
  await chatPage(page).ask('echo: stored anew')
  await expect(answerParts(chatPage(page).answers).figures).toBeVisible()
  await expect.poll(() => storedAnswers(userData)).toEqual(['stored anew'])
})

/** The text of every answer on disk, oldest first, as another program would read it. */
function storedAnswers(userData: string): unknown[] {
  const database = new DatabaseSync(join(userData, 'conversations.db'), { readOnly: true })
  try {
    const rows = database
      .prepare("SELECT content FROM message WHERE role = 'assistant' ORDER BY sequence")
      .all()
    return rows.map((row) => row['content'])
  } finally {
    database.close()
  }
}

/** The text of the last answer on the page, read through main: Playwright loses sight of a page that has crashed. */
function lastAnswer({ electron }: RunningApp): Promise<unknown> {
  return electron.evaluate(({ BrowserWindow }): Promise<unknown> | undefined =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      "[...document.querySelectorAll('article')].at(-1)?.textContent ?? ''",
    ),
  )
}
