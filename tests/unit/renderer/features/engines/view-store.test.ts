import { expect, it } from 'vitest'

import { formWidths, readWidth } from '../../../../../src-renderer/features/engines/view-store.ts'

it.each([
  ['640', 640],
  [null, formWidths.initial],
  ['', formWidths.initial],
  ['wide', formWidths.initial],
  ['12', formWidths.initial],
  ['99999', formWidths.initial],
])('reads the remembered width %j as %i', (text, expected) => {
  expect(readWidth(text)).toBe(expected)
})
