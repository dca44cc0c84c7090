import { describe, expect, it } from 'vitest'

import { userDataFolder } from '../../../../src-main/cli/user-data-folder.ts'

describe('userDataFolder', () => {
  it.each([
    ['linux', {}, '/home/ann', '/home/ann/.config/Litedesk'],
    ['linux', { XDG_CONFIG_HOME: '/conf' }, '/home/ann', '/conf/Litedesk'],
    ['darwin', { XDG_CONFIG_HOME: '/conf' }, '/Users/ann', '/Users/ann/Library/Application Support/Litedesk'],
    ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ann', 'D:\\Roaming\\Litedesk'],
    ['win32', {}, 'C:\\Users\\ann', 'C:\\Users\\ann\\AppData\\Roaming\\Litedesk'],
    ['linux', { LITEDESK_USER_DATA: '/mine' }, '/home/ann', '/mine'],
  ] as const)('on %s with %j', (platform, environment, home, folder) => {
    expect(userDataFolder(platform, environment, home)).toBe(folder)
  })
})
