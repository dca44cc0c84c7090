import type { Page } from '@playwright/test'

import type { RunningApp } from './app.ts'

/** The quick chat's page, whose window is made when it is first opened. */
export async function quickChatPage({ electron }: Pick<RunningApp, 'electron'>): Promise<Page> {
  const isQuickChat = (page: Page) => page.url().endsWith('#quick-chat')
  const page =
    electron.windows().find(isQuickChat) ??
    (await electron.waitForEvent('window', { predicate: isQuickChat }))
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
  return page
}

/** What the quick chat's page shows. */
export function quickChatParts(page: Page) {
  const composer = page.getByRole('textbox', { name: 'Message', exact: true })
  return {
    composer,
    model: page.getByRole('button', { name: /^Model: / }),
    stop: page.getByRole('button', { name: 'Stop', exact: true }),
    questions: page.getByRole('article', { name: 'You' }),
    answers: page.getByRole('article', { name: /^Answer by / }),
    close: page.getByRole('button', { name: 'Close', exact: true }),
    newChat: page.getByRole('button', { name: 'New chat' }),
    continue: page.getByRole('button', { name: 'Continue in Litedesk' }),
    ask: async (text: string) => {
      await composer.fill(text)
      await composer.press('Enter')
    },
  }
}

/** Which windows are in sight, by what they are. */
export async function visibleWindows({ electron }: Pick<RunningApp, 'electron'>): Promise<string[]> {
  const urls = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => window.webContents.getURL()),
  )
  return urls.map((url) => (url.endsWith('#quick-chat') ? 'quick chat' : 'main')).sort()
}
