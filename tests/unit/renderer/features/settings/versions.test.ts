import { expect, it } from 'vitest'

import { versionsOf } from '../../../../../src-renderer/features/settings/versions.ts'

it('reads the versions an Electron user agent tells', () => {
  const userAgent =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) litedesk/0.1.0 Chrome/148.0.7778.96 Electron/42.0.0 Safari/537.36'
  expect(versionsOf(userAgent)).toEqual([
    { name: 'Litedesk', version: '0.1.0' },
    { name: 'Electron', version: '42.0.0' },
    { name: 'Chromium', version: '148.0.7778.96' },
  ])
  expect(versionsOf('Mozilla/5.0 (X11; Linux x86_64)')).toEqual([])
})
