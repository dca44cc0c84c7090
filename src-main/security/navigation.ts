import { app, type WebContents } from 'electron'

import { log } from '../log/log.ts'
import { isAppUrl } from './app-protocol.ts'

/**
 * Keeps every page where it is: no navigation or redirect away from Litedesk's own page, no new windows, no webviews.
 * Links in answers are opened by `link:open`, never by navigating.
 */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) refuse(event, 'navigation')
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppUrl(event.url)) refuse(event, 'frame navigation')
  })
  contents.on('will-redirect', (event) => refuse(event, 'redirect'))
  contents.on('will-attach-webview', (event) => refuse(event, 'webview'))
  contents.setWindowOpenHandler(() => {
    log.warn('Refused a new window')
    return { action: 'deny' }
  })
}

function refuse(event: { preventDefault(): void }, what: string): void {
  event.preventDefault()
  log.warn(`Refused a ${what}`)
}
