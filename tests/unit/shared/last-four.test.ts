import { expect, it } from 'vitest'

import { lastFourOf } from '../../../src-shared/last-four.ts'

it('tells long keys apart and gives nothing of a short one away', () => {
  expect(lastFourOf('sk-123456789')).toBe('6789')
  expect(lastFourOf('sk-12345678')).toBeNull()
})
