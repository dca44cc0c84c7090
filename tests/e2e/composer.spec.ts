import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'

import { expect } from '@playwright/test'
import { z } from 'zod'

import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { type Desk, connectTo, openDesk, test } from '../helpers/desk.ts'

/** The part of a chat request that tells what was asked. */
const Asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) })

/** What a key press carries while an input method handles it. Source: UI Events §7.3.1. */
const KEY_TAKEN_BY_INPUT_METHOD = 229

test.describe('with a connected gateway', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk()
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    await chatPage(desk.page).newChat.click()
  })

  test('Enter while an input method composes takes its proposal and does not send', async () => {
    const chat = chatPage(desk.page)
    const input = await desk.page.context().newCDPSession(desk.page)
    await chat.composer.focus()
    await input.send('Input.imeSetComposition', { text: 'にほんご', selectionStart: 4, selectionEnd: 4 })
    await input.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: KEY_TAKEN_BY_INPUT_METHOD,
    })
    await input.send('Input.insertText', { text: '日本語' })
    await expect(chat.composer).toHaveValue('日本語')
    await expect(chat.questions).toHaveCount(0)
    await chat.composer.press('Enter')
    await expect(chat.questions).toContainText('日本語')
    await input.detach()
  })

  test('Shift+Enter breaks the line; turned around, Enter does and Ctrl+Enter sends', async () => {
    const chat = chatPage(desk.page)
    await chat.composer.fill('echo: one')
    await chat.composer.press('Shift+Enter')
    await chat.composer.pressSequentially('two')
    await expect(chat.composer).toHaveValue('echo: one\ntwo')
    await chat.composer.press('Enter')
    await expect(chat.questions).toHaveText('echo: one\ntwo')
    await expect(answerParts(chat.answers).figures).toBeVisible()

    await desk.page.evaluate(() => window.bridge.request('settings:update', { enterSends: false }))
    await chat.composer.fill('echo: three')
    await chat.composer.press('Enter')
    await expect(chat.composer).toHaveValue('echo: three\n')
    await chat.composer.press('Control+Enter')
    await expect(chat.questions).toHaveCount(2)
    await desk.page.evaluate(() => window.bridge.request('settings:update', { enterSends: true }))
  })

  test('each conversation keeps a draft of its own', async () => {
    const chat = chatPage(desk.page)
    await chat.ask('echo: cherries')
    await expect(answerParts(chat.answers).figures).toBeVisible()
    await chat.composer.fill('more about cherries')
    await chat.newChat.click()
    await expect(chat.composer).toHaveValue('')
    await chat.composer.fill('a new thought')
    await chat.conversation('echo: cherries').click()
    await expect(chat.composer).toHaveValue('more about cherries')
    await chat.conversation('a new thought').click()
    await expect(chat.composer).toHaveValue('a new thought')
  })

  test('ten megabytes are pasted, shown by their size, and sent whole', async () => {
    const chat = chatPage(desk.page)
    const line = 'Ten megabytes of text, one line after the other, “quoted” too.\n'
    const text = line.repeat(Math.ceil(10_000_000 / line.length))
    await desk.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
    await chat.composer.fill('What does this say?')
    await chat.composer.press('Control+V')
    await expect(chat.pane.getByRole('button', { name: /^Pasted text · 10\.\d MB$/ })).toBeVisible()
    await expect(chat.composer).toHaveValue('What does this say?')
    const before = desk.gateway.requests.length
    await chat.composer.press('Enter')
    await expect(answerParts(chat.answers).error).toContainText('longer than the model can read')
    const bodies = desk.gateway.requests.slice(before).map((request) => request.body)
    const asked = Asked.parse(bodies[0]).messages[0]?.content ?? ''
    expect(asked.length).toBe(`What does this say?\n\n${text}`.length)
    expect(asked.endsWith(text)).toBe(true)
    await expect(chat.questions).toContainText('What does this say?')
    await chat.composer.pressSequentially('and typing goes on')
    await expect(chat.composer).toHaveValue('and typing goes on')
    await chat.composer.fill('')
  })

  test('a link opens outside, in the user’s browser, and only an address of the web is one', async () => {
    const chat = chatPage(desk.page)
    await desk.electron.evaluate(({ shell }) => {
      const opened: string[] = []
      Reflect.set(globalThis, 'opened', opened)
      shell.openExternal = (url) => Promise.resolve(void opened.push(url))
    })
    await chat.ask(
      'echo: [site](https://example.com/a?b=1) [file](file:///etc/passwd) [script](javascript:alert(1)) ' +
        '[data](data:text/html,x) [custom](litellm://open)',
    )
    await expect(answerParts(chat.answers).figures).toBeVisible()
    await expect(chat.answers.getByRole('link')).toHaveText(['site'])
    await chat.answers.getByRole('link', { name: 'site' }).click()
    for (const name of ['file', 'script', 'data', 'custom'])
      await chat.answers.getByText(name, { exact: true }).click()
    await expect
      .poll(() => desk.electron.evaluate((): unknown => Reflect.get(globalThis, 'opened')))
      .toEqual(['https://example.com/a?b=1'])
    expect(desk.page.url()).toBe('app://litedesk/index.html')
  })

  test('the parameters of a conversation go with its requests, and reasoning is shown folded', async () => {
    const chat = chatPage(desk.page)
    await chat.parameters.click()
    const panel = desk.page.getByRole('dialog', { name: 'Parameters' })
    await panel.getByRole('textbox', { name: 'System prompt' }).fill('Answer briefly.')
    await panel.getByRole('spinbutton', { name: 'Temperature' }).fill('0.3')
    await panel.getByRole('radio', { name: 'High' }).check({ force: true })
    await desk.page.keyboard.press('Escape')
    await expect(chat.parameters).toHaveAccessibleName('Parameters, changed')
    await chat.ask('echo: briefly')
    await expect(chat.answers).toContainText('briefly')
    expect(desk.gateway.requests.at(-1)?.body).toMatchObject({
      temperature: 0.3,
      reasoning_effort: 'high',
      messages: [
        { role: 'system', content: 'Answer briefly.' },
        { role: 'user', content: 'echo: briefly' },
      ],
    })
    const reasoning = chat.answers.getByRole('button', { name: /^(Thought for|Reasoning)/ })
    await expect(reasoning).toHaveAttribute('aria-expanded', 'false')
    await reasoning.click()
    await expect(chat.answers).toContainText('pick a prepared answer')
  })
})

test.describe('beside a server with a picture', () => {
  let server: Server
  const visits: IncomingMessage[] = []
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      visits.push(request)
      response.setHeader('content-type', 'image/png').end(pixel)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })

  test.afterAll(() => {
    server.close()
  })

  test('a picture in an answer is fetched only when the user asks, without a trace of who asks', async ({
    launch,
    serve,
  }) => {
    const gateway = await serve()
    const app = await launch()
    await connectTo(app, gateway)
    const chat = chatPage(app.page)
    const address = server.address()
    const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    await chat.ask(`echo: ![a dot](http://${host}/dot.png)`)
    await expect(answerParts(chat.answers).figures).toBeVisible()
    await expect(chat.answers).toContainText(`a dot ${host}`)
    await expect(chat.answers.getByRole('img', { name: 'a dot' })).toHaveCount(0)
    expect(visits).toHaveLength(0)

    await chat.answers.getByRole('button', { name: 'Load image: a dot' }).click()
    const image = chat.answers.getByRole('img', { name: 'a dot' })
    await expect(image).toHaveJSProperty('naturalWidth', 1)
    expect(visits.map(({ url }) => url)).toEqual(['/dot.png'])
    expect(Object.keys(visits[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(authorization|cookie|referer)$/)]),
    )
  })
})

test('drafts outlive a restart, each in its conversation', async ({ launch, serve }) => {
  const gateway = await serve()
  const first = await launch()
  await connectTo(first, gateway)
  const before = chatPage(first.page)
  await before.ask('echo: plums')
  await expect(answerParts(before.answers).figures).toBeVisible()
  await before.composer.fill('plums, continued')
  await before.newChat.click()
  await before.composer.fill('never sent')
  await first.quit()

  const second = await launch({ userData: first.userData })
  const after = chatPage(second.page)
  await after.conversation('never sent').click()
  await expect(after.composer).toHaveValue('never sent')
  await after.conversation('echo: plums').click()
  await expect(after.composer).toHaveValue('plums, continued')
})
