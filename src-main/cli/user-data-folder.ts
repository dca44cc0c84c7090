import { posix, win32 } from 'node:path'

import type { Environment } from '../engine/machine.ts'

/** What Electron calls the app. Source: `productName` in package.json. */
const NAME = 'Litedesk'

/**
 * The folder the window keeps its settings and copies in, found without Electron. `LITEDESK_USER_DATA` names another one,
 * as `--user-data-dir` does for the window. Source: Electron, app.getPath('userData').
 */
export function userDataFolder(platform: NodeJS.Platform, environment: Environment, home: string): string {
  const own = environment['LITEDESK_USER_DATA']?.trim()
  if (own) return own
  switch (platform) {
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', NAME)
    case 'win32':
      return win32.join(environment['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), NAME)
    default:
      return posix.join(environment['XDG_CONFIG_HOME'] || posix.join(home, '.config'), NAME)
  }
}
