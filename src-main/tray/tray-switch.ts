import { AppFailure, type AppError } from '#shared/app-error.ts'

import type { EngineClient } from '../engine/engine-client.ts'
import type { EngineSwitch } from '../engine/engine-desk.ts'

/** What a switch from the tray tells, and to whom. */
export interface TraySwitchParts {
  readonly engines: Pick<EngineClient, 'call' | 'engines'>
  /** A message of the desktop's; `clicked` when the user clicks it. */
  readonly notify: (title: string, body: string, clicked: () => void) => void
  /** The windows, so that they can offer to take it back. */
  readonly switched: (change: EngineSwitch, ref: string) => void
  readonly showWindow: () => void
  /** Shows the config file in the window. */
  readonly showEngine: (id: string) => void
  /** A fault of Litedesk's own. */
  readonly failed: (cause: unknown) => void
}

/** Switches an engine and says so on the desktop, or why not: the window may be hidden. */
export async function switchFromTray(parts: TraySwitchParts, id: string, ref: string): Promise<void> {
  const { engines } = parts
  try {
    const change = await engines.call('useModel', { id, ref })
    // It was so already.
    if (change.backupId === null) return
    const { name, displayPath } = change.engine
    const allowed = change.wasAllowed ? ' The model was also added to the allowed ones.' : ''
    parts.switched(change, ref)
    parts.notify(`${name} now uses ${ref}`, `Written to ${displayPath}.${allowed}`, parts.showWindow)
  } catch (cause) {
    tellFailure(parts, id, `${nameOf(parts, id)} was not switched`, cause)
  }
}

/** Takes the last switch back and says so on the desktop, or why not. */
export async function undoFromTray(parts: TraySwitchParts, id: string, backupId: string): Promise<void> {
  const { engines } = parts
  try {
    const { outcome, switched } = await engines.call('undo', { id, backupId })
    if (outcome.type === 'conflict') {
      parts.notify(
        `${nameOf(parts, id)} was not switched back`,
        'Its config file was changed in the same place since.',
        () => parts.showEngine(id),
      )
      return
    }
    const { name, displayPath, primary } = outcome.document.engine
    const model = switched?.from ?? primary
    parts.notify(
      model === null ? `${name} has no model chosen again` : `${name} uses ${model} again`,
      `Written to ${displayPath}.`,
      parts.showWindow,
    )
  } catch (cause) {
    tellFailure(parts, id, `${nameOf(parts, id)} was not switched back`, cause)
  }
}

function tellFailure(parts: TraySwitchParts, id: string, title: string, cause: unknown): void {
  if (!(cause instanceof AppFailure)) parts.failed(cause)
  const body = cause instanceof AppFailure ? sentences(cause.error) : 'Litedesk ran into a fault of its own.'
  parts.notify(title, body, () => parts.showEngine(id))
}

function sentences({ message, nextStep }: AppError): string {
  return nextStep === null ? message : `${message} ${nextStep}`
}

function nameOf({ engines }: TraySwitchParts, id: string): string {
  return engines.engines.find((engine) => engine.id === id)?.name ?? 'The engine'
}
