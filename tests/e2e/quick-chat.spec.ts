import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { StoreFile } from '#main/settings/store-schema.ts'
import { launchApp, type RunningApp } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, type Desk, openDesk, test } from '../helpers/desk.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { quickChatPage, quickChatParts, visibleWindows } from '../helpers/quick-chat-page.ts'
import { settingsPage } from '../helpers/settings-page.ts'
import { startTrayHost } from '../helpers/tray-host.ts'
import { openXKeyboard } from '../helpers/x-keyboard.ts'

const BOTH = ['main', 'quick chat']

test.describe('the quick chat', () => {
  let desk: Desk
  let quick: Page

  test.beforeAll(async () => {
    desk = await openDesk()
    await open()
    quick = await quickChatPage(desk)
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    desk.gateway.faults.clear()
    await open()
    await expect.poll(() => visibleWindows(desk)).toEqual(BOTH)
    await quick.keyboard.press('Control+N')
    await expect(quickChatParts(quick).composer).toHaveValue('')
  })

  function open(): Promise<unknown> {
    return desk.page.evaluate(() => window.bridge.request('quick-chat:open', undefined))
  }

  function stallNextAnswer(): void {
    desk.gateway.faults.inject({
      match: { path: /chat\/completions/, times: 1 },
      effect: { stallAfterDeltas: 2 },
    })
  }

  test('answers as the chat does, and its conversation is in the list', async () => {
    const parts = quickChatParts(quick)
    await expect(parts.composer).toBeFocused()
    await parts.ask('echo: in **passing**')
    await expect(parts.answers).toContainText('in passing')
    await expect(parts.answers.locator('strong')).toHaveText('passing')
    await expect(parts.answers).toHaveAttribute('aria-label', 'Answer by claude-opus-4-6')
    await expect(answerParts(parts.answers).figures).toContainText('≈ $0.')
    await expect(chatPage(desk.page).conversation('echo: in \\*\\*passing')).toBeVisible()

    await parts.ask('echo: and further')
    await expect(parts.answers).toHaveCount(2)
    await expect(parts.answers.last()).toContainText('and further')
    await expect(chatPage(desk.page).conversations).toHaveCount(1)
  })

  test('chooses the model for both windows', async () => {
    const parts = quickChatParts(quick)
    await parts.model.click()
    await quick.getByRole('dialog', { name: 'Choose a model' }).getByRole('combobox').fill('gpt-4o-mini')
    await quick.keyboard.press('Enter')
    await expect(parts.model).toHaveAccessibleName('Model: gpt-4o-mini')
    await expect(chatPage(desk.page).model).toHaveAccessibleName('Model: gpt-4o-mini')
    await chatPage(desk.page).chooseModel('claude-opus-4-6')
    await expect(parts.model).toHaveAccessibleName('Model: claude-opus-4-6')
  })

  test('Escape stops the answer first and closes the window then, which keeps what was typed', async () => {
    const parts = quickChatParts(quick)
    stallNextAnswer()
    await parts.ask('echo: one two three four')
    await expect(parts.stop).toBeVisible()
    await expect(parts.answers).toContainText('one two')
    await parts.composer.fill('typed meanwhile')
    await quick.keyboard.press('Escape')
    await expect(parts.answers).toContainText('Stopped by you')
    expect(await visibleWindows(desk)).toEqual(BOTH)

    await quick.keyboard.press('Escape')
    await expect.poll(() => visibleWindows(desk)).toEqual(['main'])
    await open()
    await expect.poll(() => visibleWindows(desk)).toEqual(BOTH)
    await expect(parts.composer).toBeFocused()
    await expect(parts.composer).toHaveValue('typed meanwhile')
    await expect(parts.answers).toContainText('one two')
  })

  test('goes when the user turns elsewhere, but not while it answers', async () => {
    const parts = quickChatParts(quick)
    stallNextAnswer()
    await parts.ask('echo: one two three four')
    await expect(parts.answers).toContainText('one two')
    await turnToMain(desk)
    await expect.poll(() => isQuickChatFocused(desk)).toBe(false)
    expect(await visibleWindows(desk)).toEqual(BOTH)

    await open()
    await expect.poll(() => isQuickChatFocused(desk)).toBe(true)
    await parts.stop.click()
    await expect(parts.answers).toContainText('Stopped by you')
    await turnToMain(desk)
    await expect.poll(() => visibleWindows(desk)).toEqual(['main'])
  })

  test('goes on in the main window with all there is, also with what was not sent', async () => {
    const parts = quickChatParts(quick)
    const chat = chatPage(desk.page)
    await expect(parts.continue).toBeDisabled()
    await parts.ask('echo: from here')
    await expect(answerParts(parts.answers).figures).toBeVisible()
    await parts.composer.fill('to be continued')
    await parts.continue.click()
    await expect.poll(() => visibleWindows(desk)).toEqual(['main'])
    await expect(chat.questions).toContainText('echo: from here')
    await expect(chat.answers).toContainText('from here')
    await expect(chat.composer).toBeFocused()
    await expect(chat.composer).toHaveValue('to be continued')
    await chat.composer.fill('')

    await open()
    await expect(parts.questions).toHaveCount(0)
    await expect(parts.composer).toHaveValue('')
  })

  test('an answer that streams goes on in the main window, and is stopped there', async () => {
    const parts = quickChatParts(quick)
    const chat = chatPage(desk.page)
    stallNextAnswer()
    await parts.ask('echo: one two three four')
    await expect(parts.answers).toContainText('one two')
    await quick.keyboard.press('Control+O')
    await expect(chat.answers).toContainText('one two')
    await expect(chat.answers).toHaveAttribute('aria-busy', 'true')
    await chat.stop.click()
    await expect(chat.answers).toContainText('Stopped by you')
  })

  test('a failure stands where the answer would, and its ways out lead to the main window', async () => {
    const parts = quickChatParts(quick)
    desk.gateway.faults.inject({
      match: { path: /chat\/completions/, times: 1 },
      effect: { status: 401, body: { error: { message: 'Authentication Error', code: '401' } } },
    })
    await parts.ask('echo: never')
    const answer = answerParts(parts.answers)
    await expect(answer.error).toBeVisible()
    await answer.button('Retry').click()
    await expect(parts.answers).toContainText('never')

    desk.gateway.faults.inject({
      match: { path: /chat\/completions/, times: 1 },
      effect: { status: 401, body: { error: { message: 'Authentication Error', code: '401' } } },
    })
    await parts.ask('echo: again')
    await answerParts(parts.answers.last()).button('Change key or gateway').click()
    await expect.poll(() => visibleWindows(desk)).toEqual(['main'])
    await expect(desk.page.getByRole('heading', { name: 'Gateways', level: 2 })).toBeVisible()
    await desk.page.keyboard.press('Control+1')
  })

  test('leaves a conversation that was deleted in the main window', async () => {
    const parts = quickChatParts(quick)
    const chat = chatPage(desk.page)
    await parts.ask('echo: short-lived')
    await expect(answerParts(parts.answers).figures).toBeVisible()
    await chat.conversation('echo: short-lived').focus()
    await desk.page.keyboard.press('Delete')
    await expect(parts.questions).toHaveCount(0)
    await parts.ask('echo: a new one')
    await expect(parts.answers).toContainText('a new one')
  })

  test('has the walls of the main window', async () => {
    const preferences = await desk.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window): Record<string, unknown> => {
        const read = Reflect.get(Object(window.webContents), 'getLastWebPreferences')
        return typeof read === 'function' ? read.call(window.webContents) : {}
      }),
    )
    expect(preferences).toHaveLength(2)
    expect(preferences[0]).toEqual(preferences[1])
    expect(preferences[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
    const seen = await quick.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(window.bridge).sort(),
    }))
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      bridge: ['on', 'platform', 'request'],
    })
  })

  test('is accessible in both themes and needs no sideways scrolling at 100 % and 150 %', async () => {
    const parts = quickChatParts(quick)
    for (const theme of ['light', 'dark'] as const) {
      await wear({ theme })
      await quick.keyboard.press('Control+N')
      expect(await axeViolations(quick), `${theme}, empty`).toEqual([])
      await parts.ask('code table math')
      await expect(answerParts(parts.answers).figures).toBeVisible()
      expect(await axeViolations(quick), `${theme}, answered`).toEqual([])
      expect(await sidewaysScrollers(quick), theme).toEqual([])
    }
    await wear({ theme: 'light', textScale: 150 })
    await expect(quick.locator('html')).toHaveAttribute('style', /font-size: 150%/)
    expect(await sidewaysScrollers(quick), 'at 150 %').toEqual([])
    await wear({ textScale: 100 })
  })

  async function wear(changes: { readonly theme?: 'light' | 'dark'; readonly textScale?: number }) {
    await quick.evaluate((wanted) => window.bridge.request('settings:update', wanted), changes)
    if (changes.theme) await expect(quick.locator('html')).toHaveAttribute('data-theme', changes.theme)
  }
})

test('its page stays where it is and reaches no network', async ({ launch }) => {
  const app = await launch()
  await app.page.evaluate(() => window.bridge.request('quick-chat:open', undefined))
  const quick = await quickChatPage(app)
  const visits: string[] = []
  const outside = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('outside')
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  const address = outside.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const before = quick.url()
  const outcome = await quick.evaluate(async (away) => {
    const fetched = await fetch(away).then(
      () => 'reached',
      () => 'refused',
    )
    const opened = window.open(away) === null
    location.href = away
    location.href = 'file:///etc/passwd'
    return { fetched, opened }
  }, url)
  expect(outcome).toEqual({ fetched: 'refused', opened: true })
  await expect.poll(() => quick.evaluate(() => document.readyState)).toBe('complete')
  expect(quick.url()).toBe(before)
  expect(visits).toEqual([])
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
  outside.close()
})

test('the shortcut opens it over whatever is in front, and pressed again puts it away', async ({
  launch,
  serve,
}) => {
  test.skip(process.platform !== 'linux', 'keys are pressed through X')
  const app = await launch()
  await connectTo(app, await serve())
  const keyboard = await openXKeyboard()
  await expect.poll(() => shortcutState(app)).toBe('ready')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())

  keyboard.press('Control', 'Shift', 'Space')
  const quick = await quickChatPage(app)
  await expect.poll(() => isQuickChatFocused(app)).toBe(true)
  await quick.keyboard.type('typed at once')
  await expect(quickChatParts(quick).composer).toHaveValue('typed at once')
  keyboard.press('Control', 'Shift', 'Space')
  await expect.poll(() => visibleWindows(app)).not.toContain('quick chat')
  keyboard.press('Control', 'Shift', 'Space')
  await expect.poll(() => visibleWindows(app)).toContain('quick chat')
  await expect(quickChatParts(quick).composer).toHaveValue('typed at once')
  keyboard.close()
})

test('settings record another shortcut, say when it is taken, and turn it off', async ({ launch, serve }) => {
  const app = await launch()
  await connectTo(app, await serve())
  const { page, electron } = app
  await settingsPage(page).open('General')
  const field = page.getByRole('button', { name: /^Shortcut of the quick chat: / })
  const row = page.getByRole('region', { name: 'Behaviour' })
  await expect(row).toContainText('Ready')
  await expect(field).toHaveAccessibleName('Shortcut of the quick chat: Ctrl Shift Space')

  await field.click()
  await expect(field).toHaveAccessibleName('Shortcut of the quick chat: Press the new keys')
  await expect.poll(() => isRegistered(app, 'CommandOrControl+Shift+Space')).toBe(false)
  await page.keyboard.press('c')
  await expect(field).toContainText('Hold another key with it')
  await page.keyboard.press('Control+c')
  await expect(field).toContainText('Every program uses this one')
  await page.keyboard.press('Escape')
  await expect(field).toHaveAccessibleName('Shortcut of the quick chat: Ctrl Shift Space')
  await expect.poll(() => isRegistered(app, 'CommandOrControl+Shift+Space')).toBe(true)

  await field.click()
  await page.keyboard.press('Control+Shift+j')
  await expect(field).toHaveAccessibleName('Shortcut of the quick chat: Ctrl Shift J')
  await expect(row).toContainText('Ready')
  await expect.poll(() => isRegistered(app, 'CommandOrControl+Shift+J')).toBe(true)
  expect(await isRegistered(app, 'CommandOrControl+Shift+Space')).toBe(false)
  expect(storedShortcut(app)).toBe('CommandOrControl+Shift+J')

  await electron.evaluate(({ globalShortcut }) => globalShortcut.register('Control+Alt+Q', () => {}))
  await field.click()
  await page.keyboard.press('Control+Alt+q')
  await expect(row).toContainText('Another program has this shortcut.')
  await expect(row).toContainText('Taken')
  expect(await isRegistered(app, 'CommandOrControl+Shift+J')).toBe(false)

  await field.click()
  await page.keyboard.press('Backspace')
  await expect(field).toHaveAccessibleName('Shortcut of the quick chat: none')
  await expect(row).toContainText('Off')
  expect(storedShortcut(app)).toBeNull()
  expect(await isRegistered(app, 'Control+Alt+Q')).toBe(true)
})

test('where the desktop has no global shortcuts, settings say so and the quick chat opens by another way', async ({
  launch,
  serve,
}) => {
  // A Wayland session as far as Litedesk is told, drawn where there is a display.
  const wayland = { environment: { XDG_SESSION_TYPE: 'wayland' }, arguments: ['--ozone-platform=x11'] }
  const app = await launch(wayland)
  await connectTo(app, await serve())
  await settingsPage(app.page).open('General')
  const row = app.page.getByRole('region', { name: 'Behaviour' })
  await expect(row).toContainText('Not available')
  expect(await isRegistered(app, 'CommandOrControl+Shift+Space')).toBe(false)
  const second = launchApp({ userData: app.userData, arguments: ['--quick-chat'] })
  await expect(second).rejects.toThrow()
  await quickChatPage(app)
  await expect.poll(() => visibleWindows(app)).toEqual(BOTH)
})

test('the tray opens it, and Litedesk quits with its main window while it is out of sight', async ({
  launch,
  serve,
}) => {
  test.skip(process.platform !== 'linux', 'elsewhere a tray cannot be clicked from outside')
  const host = await startTrayHost()
  const app = await launch()
  const tray = await host.next()
  await connectTo(app, await serve())
  await tray.click('Quick chat')
  const quick = await quickChatPage(app)
  await expect.poll(() => visibleWindows(app)).toEqual(BOTH)
  await quick.keyboard.press('Escape')
  await expect.poll(() => visibleWindows(app)).toEqual(['main'])

  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve))
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.close(),
  )
  expect(await exited).toBe(0)
  host.close()
})

test('alone in sight, it stays, and brings its conversation to a main window made for it', async ({
  launch,
  serve,
}) => {
  const app = await launch()
  await connectTo(app, await serve())
  await app.page.evaluate(() => window.bridge.request('quick-chat:open', undefined))
  const quick = await quickChatPage(app)
  const parts = quickChatParts(quick)
  await parts.ask('echo: survives')
  await expect(answerParts(parts.answers).figures).toBeVisible()
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => !window.webContents.getURL().endsWith('#quick-chat'))
      ?.close(),
  )
  await expect.poll(() => visibleWindows(app)).toEqual(['quick chat'])

  const made = app.electron.waitForEvent('window')
  await parts.continue.click()
  const main = await made
  await expect(chatPage(main).answers).toContainText('survives')
  expect(new URL(main.url()).hash).toBe('')
  await expect.poll(() => visibleWindows(app)).toEqual(['main'])
})

function turnToMain({ electron }: RunningApp): Promise<void> {
  return electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => !window.webContents.getURL().endsWith('#quick-chat'))
      ?.focus(),
  )
}

function isQuickChatFocused({ electron }: RunningApp): Promise<boolean | undefined> {
  return electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('#quick-chat'))
      ?.isFocused(),
  )
}

function isRegistered({ electron }: RunningApp, accelerator: string): Promise<boolean> {
  return electron.evaluate(({ globalShortcut }, keys) => globalShortcut.isRegistered(keys), accelerator)
}

async function shortcutState({ page }: RunningApp): Promise<string> {
  const loaded = await page.evaluate(() => window.bridge.request('app:load', undefined))
  return loaded.ok ? loaded.value.quickChat.state : loaded.error.message
}

function storedShortcut({ userData }: RunningApp): string | null {
  const file = StoreFile.parse(JSON.parse(readFileSync(join(userData, 'litedesk.json'), 'utf8')))
  return file.settings.quickChatShortcut
}
