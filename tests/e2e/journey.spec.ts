import { expect } from '@playwright/test'

import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { type Desk, connectTo, openDesk, test } from '../helpers/desk.ts'
import { onboardingPage } from '../helpers/onboarding-page.ts'

test('a pasted key connects: each step is shown as it passes, and then the chat', async ({
  launch,
  serve,
}) => {
  const gateway = await serve()
  const { page } = await launch()
  const onboarding = onboardingPage(page)
  await expect(onboarding.title).toBeVisible()
  await page.evaluate(() => {
    const seen = new Set<string>()
    Reflect.set(window, 'seenSteps', seen)
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('ol li')) seen.add(line.textContent)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })

  await onboarding.enter({ address: gateway.url, key: gateway.adminKey, name: 'Work' })
  await onboarding.connect.click()

  await expect(chatPage(page).composer).toBeFocused()
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('WorkConnected')
  const seen = await page.evaluate(() => [...Object(Reflect.get(window, 'seenSteps'))].map(String))
  expect(seen).toEqual(
    expect.arrayContaining([
      `Gateway answers: passed${gateway.url}`,
      'It is LiteLLM: passedLiteLLM 1.79.3',
      'Key is accepted: passedKey accepted',
      'Kind of key: passedAdmin key',
      'Database: passedConnected',
      'Models: passed8 chat models',
    ]),
  )
})

test('one click starts the demo gateway, and it answers', async ({ launch }) => {
  const { page } = await launch()
  const chat = chatPage(page)
  await onboardingPage(page).tryDemo.click()
  await chat.ask('echo: hello from the demo')
  await expect(chat.answers).toContainText('hello from the demo')
  await expect(answerParts(chat.answers).figures).toBeVisible()
})

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

  test('an answer streams in and ends with its model, tokens and estimated cost', async () => {
    const chat = chatPage(desk.page)
    desk.gateway.faults.inject({
      match: { path: /chat\/completions/, times: 1 },
      effect: { stallAfterDeltas: 2 },
    })
    await chat.ask('echo: first second third')
    await expect(chat.answers).toContainText('first')
    await expect(chat.answers).toHaveAttribute('aria-busy', 'true')
    await chat.stop.click()

    await chat.ask('echo: all of **it**')
    const answer = chat.answers.last()
    await expect(answer).toContainText('all of it')
    await expect(answer).toHaveAttribute('aria-label', 'Answer by claude-opus-4-6')
    await expect(answerParts(answer).figures.getByRole('listitem')).toHaveText([
      /^\d+ in$/,
      /^\d+ out$/,
      /^≈ \$0\.\d+$/,
      /^\d+\.\d\d s to first$/,
      /^\d+\.\d\d s total$/,
    ])
  })

  test('a stopped answer is kept and marked, and asking again makes a second version to walk to', async () => {
    const chat = chatPage(desk.page)
    desk.gateway.faults.inject({
      match: { path: /chat\/completions/, times: 1 },
      effect: { stallAfterDeltas: 3 },
    })
    await chat.ask('echo: one two three four five')
    await expect(chat.answers).toContainText('one two')
    await chat.stop.click()
    const answer = answerParts(chat.answers)
    await expect(chat.answers).toContainText('Stopped by you')
    await expect(chat.answers).toContainText('one two three')
    await expect(chat.answers).not.toContainText('four')

    await answer.again.click()
    await desk.page.getByRole('menuitem', { name: /^Again with/ }).click()
    await expect(chat.answers).toContainText('one two three four five')
    await expect(chat.answers).toContainText('2/2')
    await answer.previous.click()
    await expect(chat.answers).toContainText('1/2')
    await expect(chat.answers).toContainText('Stopped by you')
    await answer.next.click()
    await expect(chat.answers).toContainText('one two three four five')
    await expect(chat.answers).not.toContainText('Stopped by you')
  })

  test('an edited question is answered as a branch of its own', async () => {
    const chat = chatPage(desk.page)
    await chat.ask('echo: before')
    await expect(answerParts(chat.answers).figures).toBeVisible()
    await chat.questions.getByRole('button', { name: 'Edit' }).click()
    const editor = chat.pane.getByRole('textbox', { name: 'Your message' })
    await expect(editor).toBeFocused()
    await editor.fill('echo: after')
    await editor.press('Enter')

    await expect(chat.answers).toContainText('after')
    await expect(chat.questions).toContainText('2/2')
    await chat.questions.getByRole('button', { name: 'Previous version' }).click()
    await expect(chat.questions).toContainText('echo: before')
    await expect(chat.answers.getByText('before', { exact: true })).toBeVisible()
  })

  test('conversations are renamed, pinned, searched, deleted and brought back', async () => {
    const chat = chatPage(desk.page)
    for (const title of ['apples', 'bananas']) {
      await chat.newChat.click()
      await chat.ask(`echo: ${title}`)
      await expect(answerParts(chat.answers).figures).toBeVisible()
    }
    const options = async (title: string, item: string): Promise<void> => {
      await chat.conversation(title).hover()
      await chat.list.getByRole('button', { name: `Options for ${title}` }).click()
      await desk.page.getByRole('menuitem', { name: item }).click()
    }

    await options('echo: apples', 'Rename')
    await chat.list.getByRole('textbox', { name: 'Title' }).fill('Orchard')
    await chat.list.getByRole('textbox', { name: 'Title' }).press('Enter')
    await expect(chat.conversation('Orchard')).toBeVisible()

    await chat.conversation('Orchard').click({ button: 'right' })
    await desk.page.getByRole('menuitem', { name: 'Pin' }).click()
    await expect(chat.conversations.first()).toContainText('Orchard')

    await chat.search.fill('orch')
    await expect(chat.conversations).toHaveCount(1)
    await chat.search.press('Escape')
    await expect(chat.conversation('echo: bananas')).toBeVisible()

    await options('echo: bananas', 'Delete')
    await expect(chat.conversation('echo: bananas')).toHaveCount(0)
    await desk.page.getByRole('button', { name: 'Undo' }).click()
    await expect(chat.conversation('echo: bananas')).toBeVisible()
    await expect(chat.answers).toContainText('bananas')
  })
})

test('after a restart everything is as it was left, the unsent draft too', async ({ launch, serve }) => {
  const gateway = await serve()
  const first = await launch()
  await connectTo(first, gateway)
  const before = chatPage(first.page)
  await before.chooseModel('gpt-4o-mini')
  await before.ask('echo: to be remembered')
  await expect(answerParts(before.answers).figures).toBeVisible()
  const figures = await answerParts(before.answers).figures.innerText()
  await before.composer.fill('a thought not sent yet')
  await first.quit()

  const second = await launch({ userData: first.userData })
  const after = chatPage(second.page)
  await expect(after.composer).toHaveValue('a thought not sent yet')
  await expect(after.questions).toContainText('echo: to be remembered')
  await expect(after.answers).toContainText('to be remembered')
  await expect(answerParts(after.answers).figures).toHaveText(figures.replaceAll('\n', ''))
  await expect(after.conversation('echo: to be remembered')).toHaveAttribute('aria-current', 'true')
  await expect(after.model).toHaveAccessibleName('Model: gpt-4o-mini')

  await after.composer.press('Enter')
  await expect(after.answers).toHaveCount(2)
})
