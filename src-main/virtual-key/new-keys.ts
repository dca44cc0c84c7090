import { randomUUID } from 'node:crypto'

import { AppFailure, appError } from '#shared/app-error.ts'

/** A key that was just made. Stays in main. */
export interface NewKey {
  readonly gatewayId: string
  readonly alias: string | null
  /** The key itself. */
  readonly text: string
}

/** Holds the text of new keys, in memory, until they are dropped or Litedesk quits. The window knows their tickets. */
export class NewKeys {
  readonly #keys = new Map<string, NewKey>()

  /** Gives the ticket. */
  hold(key: NewKey): string {
    const ticket = randomUUID()
    this.#keys.set(ticket, key)
    return ticket
  }

  /** Throws AppFailure `gone` for a ticket that was dropped, or is of an earlier run. */
  find(ticket: string): NewKey {
    const key = this.#keys.get(ticket)
    if (key) return key
    throw new AppFailure(
      appError('gone', 'Litedesk no longer holds this key: it can be read only while its dialog is open.', {
        nextStep: 'Make another key, and delete this one.',
      }),
    )
  }

  drop(ticket: string): void {
    this.#keys.delete(ticket)
  }
}
