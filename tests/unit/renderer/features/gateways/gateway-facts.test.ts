import { expect, it } from 'vitest'

import { factsText } from '../../../../../src-renderer/features/gateways/gateway-facts.ts'

it('says what is known and leaves out what is not', () => {
  expect(factsText({ version: '1.79.3', keyKind: 'admin', hasDatabase: true }, 1)).toBe(
    'LiteLLM 1.79.3 · admin key · 1 chat model',
  )
  expect(factsText({ version: null, keyKind: 'unknown', hasDatabase: false }, 1200)).toBe(
    'LiteLLM · no database · 1,200 chat models',
  )
})
