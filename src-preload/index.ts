import { contextBridge, ipcRenderer } from 'electron'

import type { Bridge } from '#shared/ipc/bridge.ts'
import { eventChannels, requestChannels } from '#shared/ipc/channels.ts'

/** Only the contract's own names pass; the renderer never holds `ipcRenderer`. */
const bridge: Bridge = {
  platform: process.platform,
  request: (channel, input) =>
    requestChannels.includes(channel)
      ? ipcRenderer.invoke(channel, input)
      : Promise.reject(new TypeError('Unknown request')),
  on: (channel, listener) => {
    if (!eventChannels.includes(channel)) throw new TypeError('Unknown event')
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]): void => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.removeListener(channel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
