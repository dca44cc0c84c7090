import { expect, it } from 'vitest'

import { keyText } from '../../../../../src-renderer/features/gateways/key-state.ts'

it('tells what is known of a key and where it comes from', () => {
  expect([
    keyText({ source: 'key-store', isSet: true, lastFour: '3f9a' }),
    keyText({ source: 'weak-store', isSet: true, lastFour: null }),
    keyText({ source: 'session', isSet: false, lastFour: null }),
    keyText({ source: 'environment', isSet: true, lastFour: 'a11c' }),
    keyText({ source: 'environment', isSet: false, lastFour: null }),
    keyText({ source: 'none', isSet: false, lastFour: null }),
  ]).toEqual([
    'Key set ····3f9a · system key store',
    'Key set · weak protection',
    'Key not set',
    'Key set ····a11c · from LITELLM_API_KEY',
    'LITELLM_API_KEY is not set',
    'No key',
  ])
})
