import { expect, it } from 'vitest'

import { formatSize } from '../../../../../../src-renderer/features/config-editor/history/history-format.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1536, '1.5 kB'],
  [1_048_576, '1,048.6 kB'],
])('shows %i bytes as %s', (bytes, expected) => {
  expect(formatSize(bytes)).toBe(expected)
})
