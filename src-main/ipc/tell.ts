import { BrowserWindow } from 'electron'

import type { EventChannel } from '#shared/ipc/channels.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

/** Tells every window of Litedesk. */
export function tellWindows<Channel extends EventChannel>(
  channel: Channel,
  payload: EventPayload<Channel>,
): void {
  for (const window of BrowserWindow.getAllWindows()) tell(window, channel, payload)
}

/** Tells one window. */
export function tell<Channel extends EventChannel>(
  window: BrowserWindow,
  channel: Channel,
  payload: EventPayload<Channel>,
): void {
  if (!window.webContents.isDestroyed()) window.webContents.send(channel, payload)
}
