import { expect, it } from 'vitest'

import { isPictureData, webAddress } from '../../../../../../src-renderer/features/chat/markdown/addresses.ts'

it('accepts web addresses and nothing else as links', () => {
  const accepted = ['https://example.com/a', 'HTTP://example.com'].map((url) => webAddress(url)?.host)
  expect(accepted).toEqual(['example.com', 'example.com'])
  const refused = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'mailto:a@b.c',
    '//example.com',
    'https://',
    '#a',
    './b',
  ]
  expect(refused.map(webAddress)).toEqual(refused.map(() => null))
})

it('takes only plain pictures as picture data', () => {
  expect(isPictureData('data:image/png;base64,iVBORw0KGgo=')).toBe(true)
  const refused = ['data:image/svg+xml;base64,AAAA', 'data:text/html;base64,AAAA', 'https://a.example/b.png']
  expect(refused.map(isPictureData)).toEqual([false, false, false])
})
