import { nativeTheme, type BrowserWindowConstructorOptions } from 'electron'

import icon from '../../build/icons/icon.png?asset'

/** Drawn before the page is there; equal to the page's surface, so that nothing flashes. */
const BACKGROUND = { light: '#ffffff', dark: '#17181c' }

/** What every window with one of our pages has in common: its walls in full, the bridge, and how it looks until drawn. */
export function pageOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Litedesk',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
}
