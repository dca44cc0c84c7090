import { BrowserWindow, screen } from 'electron'

import { pageUrl } from '../security/app-protocol.ts'
import { pageOptions } from '../window/page-options.ts'
import { reviveCrashedPage } from '../window/revive-page.ts'
import { quickChatPlace, quickChatSize } from './quick-chat-place.ts'

const MIN_WIDTH = 420
const MIN_HEIGHT = 280

/** The system may tell only after a new opening that the last closing took the focus. */
const SETTLED_MS = 100

interface QuickChatParts {
  readonly preload: string
  /** In percent. */
  readonly textScale: () => number
  /** Whether an answer asked for by this page still streams. */
  readonly isAnswering: (webContentsId: number) => boolean
  /** Whether Litedesk runs on without this window. */
  readonly isNeededElsewhere: () => boolean
  readonly gone: (webContentsId: number) => void
}

/**
 * The small window of the quick chat, above all others. It is made when first opened and from then on only hidden, so
 * opening it again is immediate and finds what was typed. It goes by itself when another window is turned to, since it
 * would lie above it, but not while an answer streams: the user may read elsewhere while waiting. An answer that ends
 * meanwhile stays in sight.
 */
export class QuickChatWindow {
  readonly #parts: QuickChatParts
  #window: BrowserWindow | null = null
  #isQuitting = false

  constructor(parts: QuickChatParts) {
    this.#parts = parts
  }

  /** Lets the window close when the program quits. */
  prepareToQuit(): void {
    this.#isQuitting = true
  }

  /** What the global shortcut does: opens, brings to the front, or closes what is in front. */
  toggle(): void {
    if (this.#window?.isVisible() === true && this.#window.isFocused()) this.close()
    else this.open()
  }

  /** Shows it on the screen with the pointer. A first opening takes until its page is drawn. */
  open(): void {
    const window = this.#window
    if (window === null) {
      const made = this.#create()
      made.once('ready-to-show', () => this.#show(made))
    } else {
      this.#show(window)
    }
  }

  /** Puts it out of sight. */
  close(): void {
    this.#window?.hide()
    this.leaveWithOthers()
  }

  /** A window out of sight does not keep a program alive whose other windows are gone. */
  leaveWithOthers(): void {
    const window = this.#window
    if (window !== null && !window.isVisible() && !this.#parts.isNeededElsewhere()) window.destroy()
  }

  #show(window: BrowserWindow): void {
    if (window.isDestroyed()) return
    if (!window.isVisible()) {
      const [width = 0, height = 0] = window.getSize()
      window.setBounds(quickChatPlace({ width, height }, screenOfPointer()))
    }
    window.show()
    window.focus()
  }

  #create(): BrowserWindow {
    const isMac = process.platform === 'darwin'
    const window = new BrowserWindow({
      ...pageOptions(this.#parts.preload),
      ...quickChatSize(this.#parts.textScale(), screenOfPointer()),
      // A panel takes the keys without bringing Litedesk's other windows to the front.
      ...(isMac ? { type: 'panel' } : {}),
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      show: false,
      frame: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
    })
    if (isMac) {
      // A panel may already lie above full screens; being made one for it would hide the dock for a moment.
      window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
    }
    this.#window = window
    const contentsId = window.webContents.id
    window.on('blur', () => {
      setTimeout(() => {
        if (window.isDestroyed() || window.isFocused() || !window.isVisible()) return
        if (!this.#parts.isAnswering(contentsId)) this.close()
      }, SETTLED_MS)
    })
    window.on('close', (event) => {
      if (this.#isQuitting) return
      event.preventDefault()
      this.close()
    })
    window.on('closed', () => {
      this.#window = null
      this.#parts.gone(contentsId)
    })
    reviveCrashedPage(window)
    void window.loadURL(pageUrl({ type: 'quick-chat' }))
    return window
  }
}

function screenOfPointer() {
  return screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea
}
