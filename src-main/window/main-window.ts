import { BrowserWindow, nativeTheme, screen } from 'electron'

import icon from '../../build/icons/icon.png?asset'
import { log } from '../log/log.ts'
import { APP_URL } from '../security/app-protocol.ts'
import type { Store } from '../settings/store.ts'
import { MIN_HEIGHT, MIN_WIDTH, placeFor } from './window-place.ts'

/** Drawn before the page is there; equal to the page's surface, so that nothing flashes. */
const BACKGROUND = { light: '#fbfbfa', dark: '#17181a' }

/** A page may crash this often within this time, in ms, and is loaded anew. */
const MAX_CRASHES = 3
const CRASH_MEMORY_MS = 60_000

/** The main window: made when first needed, hidden or destroyed on closing as the user set. */
export class MainWindow {
  readonly #store: Store
  readonly #preload: string
  readonly #gone: (webContentsId: number) => void
  #window: BrowserWindow | null = null
  #isQuitting = false

  constructor(parts: { store: Store; preload: string; gone: (webContentsId: number) => void }) {
    this.#store = parts.store
    this.#preload = parts.preload
    this.#gone = parts.gone
  }

  /** Lets the next close through even if the window is to stay in the tray. */
  prepareToQuit(): void {
    this.#isQuitting = true
  }

  /** Shows the window and brings it to the front, making it first if there is none. */
  show(): BrowserWindow {
    const window = this.#window ?? this.#create()
    if (window.isMinimized()) window.restore()
    if (this.#window === window) window.show()
    window.focus()
    return window
  }

  #create(): BrowserWindow {
    const { theme } = this.#store.file.settings
    nativeTheme.themeSource = theme
    const remembered = this.#store.file.window
    const window = new BrowserWindow({
      ...placeFor(remembered, screensNow()),
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      title: 'Litedesk',
      icon,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: this.#preload,
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
    })
    this.#window = window
    const contentsId = window.webContents.id
    if (remembered?.isMaximised) window.maximize()
    window.on('close', (event) => {
      this.#remember(window)
      if (!this.#isQuitting && this.#store.file.settings.keepInTray) {
        event.preventDefault()
        window.hide()
      }
    })
    window.on('closed', () => {
      this.#window = null
      this.#gone(contentsId)
    })
    this.#reviveCrashedPage(window)
    void window.loadURL(APP_URL)
    return window
  }

  /** Loads a page that crashed anew; one that crashes again and again stays down, as it would for ever. */
  #reviveCrashedPage(window: BrowserWindow): void {
    let crashes: number[] = []
    window.webContents.on('render-process-gone', () => {
      const now = performance.now()
      crashes = [...crashes.filter((at) => now - at < CRASH_MEMORY_MS), now]
      if (crashes.length > MAX_CRASHES) {
        log.error('The page crashes again and again')
        return
      }
      // Not at once: Chromium is still taking the old page down, and a reload in the middle of it ends the program.
      setImmediate(() => {
        if (!window.isDestroyed()) window.reload()
      })
    })
  }

  #remember(window: BrowserWindow): void {
    this.#store.remember({ window: { ...window.getNormalBounds(), isMaximised: window.isMaximized() } })
  }
}

function screensNow() {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary, ...others].map((display) => display.workArea)
}
