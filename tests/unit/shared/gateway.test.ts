import { normaliseBaseUrl } from '#shared/base-url.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('normaliseBaseUrl', () => {
  test.each([
    ['http://localhost:4000', 'http://localhost:4000'],
    ['  https://LiteLLM.Example.com/  ', 'https://litellm.example.com'],
    ['HTTPS://gateway.example/v1', 'https://gateway.example'],
    ['https://gateway.example/v1/', 'https://gateway.example'],
    ['https://gateway.example/Team/Proxy/v1//', 'https://gateway.example/Team/Proxy'],
    ['https://gateway.example/v1?key=1#top', 'https://gateway.example'],
    ['https://gateway.example/v10', 'https://gateway.example/v10'],
    ['localhost:4000', 'http://localhost:4000'],
    ['192.168.0.7:4000/v1', 'http://192.168.0.7:4000'],
    ['http://[::1]:4000/', 'http://[::1]:4000'],
  ])('keeps %j as %j', (text, baseUrl) => {
    expect(normaliseBaseUrl(text)).toBe(baseUrl)
  })

  test.each([
    '',
    '   ',
    'http://',
    'ftp://gateway.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://user:secret@gateway.example',
    'http://user@gateway.example',
    'http://1:2@gateway.example',
    'http://gate way.example',
    'https://gateway.example /v1',
    'not a url',
    'http://-',
    'http://gateway.example:port',
    'http://gateway.example:99999',
  ])('refuses %j', (text) => {
    expect(normaliseBaseUrl(text)).toBeNull()
  })

  test('keeps every http address in a form it keeps as it is and the platform reads the same way', () => {
    fc.assert(
      fc.property(webAddress, (text) => {
        const baseUrl = normaliseBaseUrl(text) ?? ''
        expect(normaliseBaseUrl(baseUrl)).toBe(baseUrl)
        expect(baseUrl).not.toMatch(/(\/|\/v1)$/i)
        const url = new URL(text.includes('://') ? text : `http://${text}`)
        expect(new URL(baseUrl).origin).toBe(url.origin)
        expect(url.pathname.startsWith(new URL(baseUrl).pathname)).toBe(true)
      }),
    )
  })

  test('keeps nothing that would not stay as it is, or holds credentials, a query or blanks', () => {
    fc.assert(
      fc.property(fc.oneof(webAddress, addressLikeText), (text) => {
        const baseUrl = normaliseBaseUrl(text)
        if (baseUrl === null) return
        expect(normaliseBaseUrl(baseUrl)).toBe(baseUrl)
        expect(baseUrl).toMatch(/^https?:\/\/[^/@]+(\/[^?#\s]*)?$/)
      }),
    )
  })
})

/** Text of the pieces addresses are made of, in any order. */
const addressLikeText = fc
  .array(
    fc.oneof(
      fc.constantFrom('http', '://', ':', '/', '@', '.', 'v1', '?', '#', ' ', '[', ']', '80'),
      fc.string(),
    ),
  )
  .map((pieces) => pieces.join(''))

/** Addresses a gateway can have, as they may be typed. */
const webAddress = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTP://', ''),
    fc.domain(),
    fc.constantFrom('', ':1', ':4000', ':65535'),
    fc.array(fc.constantFrom('v1', 'V1', 'proxy', 'a@b', ''), { maxLength: 4 }),
    fc.constantFrom('', '/', '?a=b', '#c'),
  )
  .map(
    ([scheme, host, port, path, end]) =>
      `${scheme}${host}${port}${path.map((part) => `/${part}`).join('')}${end}`,
  )
