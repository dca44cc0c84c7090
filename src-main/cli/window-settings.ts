import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { readStoreText, type StoreFile } from '../settings/store-schema.ts'

/** What the window's settings tell the command, which only reads them. */
export interface WindowSettings {
  /** Base URL of the gateway the window is connected to; null when there is none, or it is the built-in demo. */
  readonly gatewayUrl: string | null
  readonly engineFiles: StoreFile['engineFiles']
}

/** Reads `litedesk.json` in the user-data folder; one that is missing, broken or newer tells nothing. */
export async function readWindowSettings(userData: string): Promise<WindowSettings> {
  const file = await readStore(join(userData, 'litedesk.json'))
  const active = file?.gateways.find(({ id }) => id === file.activeGatewayId)
  return {
    gatewayUrl: active === undefined || active.isDemo ? null : active.baseUrl,
    engineFiles: file?.engineFiles ?? [],
  }
}

async function readStore(path: string): Promise<StoreFile | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    // The window may never have run here.
    return null
  }
  const reading = readStoreText(text)
  return reading.state === 'read' ? reading.file : null
}
