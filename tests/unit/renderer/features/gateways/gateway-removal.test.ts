import { expect, it } from 'vitest'

import { removalText } from '../../../../../src-renderer/features/gateways/gateway-removal.ts'
import type { Gateway } from '../../../../../src-shared/gateway.ts'

const gateway: Gateway = {
  id: 'a',
  name: 'Work',
  baseUrl: 'https://litellm.example.com',
  isDemo: false,
  key: { source: 'key-store', isSet: true, lastFour: '3f9a' },
}

it('names the key that is lost', () => {
  expect(removalText(gateway, false)).toBe(
    'Litedesk forgets https://litellm.example.com and deletes its key ····3f9a, which it cannot show you again. Your conversations stay.',
  )
})

it('does not claim to delete a key it does not hold', () => {
  const key = { source: 'environment', isSet: true, lastFour: 'a11c' } as const
  expect(removalText({ ...gateway, key }, true)).toBe(
    'Litedesk forgets https://litellm.example.com. Your conversations stay. It is your only gateway, so you will be asked to connect one again.',
  )
})
