import type { AppState } from '#shared/app-state.ts'
import type { QuickChat } from '#shared/quick-chat.ts'

/** The part of Electron's globalShortcut this needs. */
export interface SystemShortcuts {
  /** False when another program has the accelerator. Throws TypeError for text that is none. */
  register(accelerator: string, callback: () => void): boolean
  unregister(accelerator: string): void
}

/** The part of the app's state this needs. */
export interface ShortcutState {
  readonly state: Pick<AppState, 'settings' | 'quickChat'>
  change(change: { quickChat: QuickChat }): void
  subscribe(listener: () => void): () => void
}

interface ShortcutParts {
  readonly system: SystemShortcuts
  readonly state: ShortcutState
  readonly isSupported: boolean
  readonly pressed: () => void
}

/**
 * Owns the quick chat's global shortcut: the one of the settings is registered from the making of this object until
 * `stop`, and how that went is told in the app's state. It never gives back a shortcut it did not get, which would take
 * it from whoever did.
 */
export class QuickChatShortcut {
  readonly #parts: ShortcutParts
  readonly #unsubscribe: () => void
  /** What the settings ask for. */
  #wanted: string | null
  /** What is registered; null when nothing is. */
  #registered: string | null = null
  #isHeld = false

  constructor(parts: ShortcutParts) {
    this.#parts = parts
    this.#wanted = parts.state.state.settings.quickChatShortcut
    this.#register()
    this.#unsubscribe = parts.state.subscribe(() => this.#follow())
  }

  /** Tries again for a shortcut that was taken: the program that had it may be gone. */
  retry(): void {
    if (!this.#isHeld && this.#parts.state.state.quickChat.state === 'taken') this.#register()
  }

  /** Lets the keys through while the user presses a new shortcut, and takes them again. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return
    this.#isHeld = isHeld
    if (isHeld) this.#release()
    else this.#register()
  }

  stop(): void {
    this.#unsubscribe()
    this.#release()
  }

  #follow(): void {
    const wanted = this.#parts.state.state.settings.quickChatShortcut
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    if (!this.#isHeld) this.#register()
  }

  #register(): void {
    this.#release()
    const state = this.#outcome()
    if (this.#parts.state.state.quickChat.state !== state) this.#parts.state.change({ quickChat: { state } })
  }

  #outcome(): QuickChat['state'] {
    const { system, isSupported, pressed } = this.#parts
    if (!isSupported) return 'unsupported'
    if (this.#wanted === null) return 'off'
    if (!isRegistered(system, this.#wanted, pressed)) return 'taken'
    this.#registered = this.#wanted
    return 'ready'
  }

  #release(): void {
    if (this.#registered !== null) this.#parts.system.unregister(this.#registered)
    this.#registered = null
  }
}

/** A settings file edited by hand may hold what is no accelerator; it cannot be had either. */
function isRegistered(system: SystemShortcuts, accelerator: string, pressed: () => void): boolean {
  try {
    return system.register(accelerator, pressed)
  } catch {
    return false
  }
}
