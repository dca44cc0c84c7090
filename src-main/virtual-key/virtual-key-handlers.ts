import { BrowserWindow, dialog, type MessageBoxOptions, type WebContents } from 'electron'

import type { Handlers } from '../ipc/serve.ts'
import type { KeyDesk } from './key-desk.ts'
import { handOver, type HandOverPlaces } from './key-hand-over.ts'
import { type NewKey, NewKeys } from './new-keys.ts'

const COPY = 0

/** Virtual keys, as the renderer asks for them. The text of a new one does not leave main. */
export function virtualKeyHandlers({
  desk,
  places,
}: {
  desk: KeyDesk
  places: Omit<HandOverPlaces, 'show'>
}): Handlers {
  const newKeys = new NewKeys()
  return {
    'virtual-key:list': (query) => desk.list(query),
    'virtual-key:open': ({ gatewayId, hash }) => desk.open(gatewayId, hash),
    'virtual-key:create': async ({ gatewayId, draft }) => {
      const { text, ...saved } = await desk.create(gatewayId, draft)
      return { ...saved, ticket: newKeys.hold({ gatewayId, alias: saved.key.alias, text }) }
    },
    'virtual-key:update': ({ gatewayId, hash, changes }) => desk.update(gatewayId, hash, changes),
    'virtual-key:block': ({ gatewayId, hash, isBlocked }) => desk.block(gatewayId, hash, isBlocked),
    'virtual-key:delete': ({ gatewayId, hash }) => desk.remove(gatewayId, hash),
    'virtual-key:hand-over': ({ ticket, handOver: to }, sender) =>
      handOver(newKeys.find(ticket), to, { ...places, show: (key) => showKey(key, sender) }),
    'virtual-key:drop': ({ ticket }) => newKeys.drop(ticket),
  }
}

/** The one look at a key. The system's own box, so that no page ever has it. */
async function showKey(key: NewKey, sender: WebContents): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'info',
    title: 'New key',
    message: key.alias === null ? 'The new key' : `The key “${key.alias}”`,
    detail: `${key.text}\n\nKeep it now: the gateway does not show it again.`,
    buttons: ['Copy', 'Close'],
    defaultId: COPY,
    cancelId: 1,
    noLink: true,
  }
  const window = BrowserWindow.fromWebContents(sender)
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return response === COPY
}
