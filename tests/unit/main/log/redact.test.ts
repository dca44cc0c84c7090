import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { redact } from '../../../../src-main/log/redact.ts'

describe('redact', () => {
  it('keeps the last four characters of what looks like a key', () => {
    expect(redact('key sk-abcdefghijklmnop failed')).toBe('key [key …mnop] failed')
  })

  it('takes out bearer tokens and credentials in addresses', () => {
    expect(redact('Authorization: Bearer abc.def at https://user:pass@host/x')).toBe(
      'Authorization: Bearer [key] at https://[credentials]@host/x',
    )
  })

  it('takes out a known key of any shape, wherever it stands', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9+/=_-]{12,60}$/)
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!before.includes(secret) && !after.includes(secret))
        expect(redact(`${before}${secret}${after}`, [secret])).not.toContain(secret)
      }),
    )
  })

  it('takes out what other services give out as tokens', () => {
    const token = `ghp_${'a1'.repeat(18)}`
    expect(redact(`git ${token} and -----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- end`)).toBe(
      'git [key …a1a1] and [key] end',
    )
  })

  it('shows nothing of a short key', () => {
    expect(redact('short: abcdef', ['abcdef'])).toBe('short: [key …]')
  })
})
