import { beforeEach, describe, expect, it, vi } from 'vitest'

const openExternal = vi.fn(async () => undefined)
vi.mock('electron', () => ({ shell: { openExternal } }))
const { openExternalLink } = await import('../../../../src-main/security/external-link.ts')

beforeEach(() => {
  openExternal.mockClear()
})

describe('openExternalLink', () => {
  it('opens web addresses, spelled anew', async () => {
    await openExternalLink('HTTPS://Example.com/a b')
    expect(openExternal.mock.calls).toEqual([['https://example.com/a%20b']])
  })

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/x',
    'app://litedesk/',
    'mailto:a@b.c',
    '/etc',
    '',
  ])('refuses %s', async (url) => {
    await expect(openExternalLink(url)).rejects.toThrow('only web addresses')
    expect(openExternal).not.toHaveBeenCalled()
  })
})
