import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ protocol: {} }))
const { fileFor, isAppUrl } = await import('../../../../src-main/security/app-protocol.ts')

describe('fileFor', () => {
  it('names files inside the folder', () => {
    expect(fileFor('/app', '/assets/index.js')).toBe('/app/assets/index.js')
  })

  it.each(['/../secret', '/%2e%2e/secret', '/assets/..%2f..%2fsecret', '/%00', '/%'])(
    'refuses %s',
    (path) => {
      expect(fileFor('/app', path)).toBeNull()
    },
  )
})

describe('isAppUrl', () => {
  it.each([
    ['app://litedesk/index.html', true],
    ['app://other/index.html', false],
    ['https://litedesk/index.html', false],
    ['file:///index.html', false],
    ['', false],
  ])('%s is %s', (url, expected) => {
    expect(isAppUrl(url)).toBe(expected)
  })
})
