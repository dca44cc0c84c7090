import { app, BrowserWindow, nativeTheme, screen } from 'electron'

import type { Opening } from '#shared/opening.ts'

import { tell } from '../ipc/tell.ts'
import { pageUrl } from '../security/app-protocol.ts'
import type { Store } from '../settings/store.ts'
import { pageOptions } from './page-options.ts'
import { reviveCrashedPage } from './revive-page.ts'
import { MIN_HEIGHT, MIN_WIDTH, placeFor } from './window-place.ts'

/** The main window: made when first needed, hidden or destroyed on closing as the user set. */
export class MainWindow {
  readonly #store: Store
  readonly #preload: string
  readonly #gone: (webContentsId: number) => void
  #window: BrowserWindow | null = null
  #isQuitting = false
  /** Whether the page held quitting back, not closing alone. */
  #heldQuitting = false

  constructor(parts: { store: Store; preload: string; gone: (webContentsId: number) => void }) {
    this.#store = parts.store
    this.#preload = parts.preload
    this.#gone = parts.gone
  }

  /** Whether there is one, in sight or in the tray. */
  get isThere(): boolean {
    return this.#window !== null
  }

  /** Lets the next close through even if the window is to stay in the tray. */
  prepareToQuit(): void {
    this.#isQuitting = true
  }

  /** Closes, or goes on quitting, once the page no longer holds it back. */
  closeAnyway(): void {
    if (this.#heldQuitting) app.quit()
    else this.#window?.close()
  }

  /** Shows the window and brings it to the front, making it first if there is none. */
  show(): BrowserWindow {
    return this.#show(this.#window ?? this.#create({ type: 'main' }))
  }

  /** Shows the window with a conversation, an engine's config file or the gateways open. */
  showAt(opening: Exclude<Opening, { type: 'main' | 'quick-chat' }>): void {
    const window = this.#window
    if (window === null) {
      this.#show(this.#create(opening))
      return
    }
    this.#show(window)
    // A page on its way does not listen yet.
    if (window.webContents.isLoadingMainFrame()) {
      void window.loadURL(pageUrl(opening))
      return
    }
    switch (opening.type) {
      case 'conversation':
        tell(window, 'quick-chat:continued', { conversationId: opening.id })
        break
      case 'engine':
        tell(window, 'engine:show', { id: opening.id })
        break
      case 'gateways':
        tell(window, 'menu:command', { command: 'open-gateways' })
        break
    }
  }

  #show(window: BrowserWindow): BrowserWindow {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return window
  }

  #create(opening: Opening): BrowserWindow {
    const { theme } = this.#store.file.settings
    nativeTheme.themeSource = theme
    const remembered = this.#store.file.window
    const window = new BrowserWindow({
      ...pageOptions(this.#preload),
      ...placeFor(remembered, screensNow()),
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      autoHideMenuBar: true,
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
    // Electron gives quitting up when a window stays.
    window.webContents.on('will-prevent-unload', () => {
      this.#heldQuitting = this.#isQuitting
      this.#isQuitting = false
      this.#show(window)
      tell(window, 'app:unsaved', {})
    })
    window.on('closed', () => {
      this.#window = null
      this.#gone(contentsId)
    })
    reviveCrashedPage(window)
    void window.loadURL(pageUrl(opening))
    return window
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
