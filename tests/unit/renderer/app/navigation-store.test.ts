import { expect, it } from 'vitest'

import { readLayout, sidebarWidths } from '../../../../src-renderer/app/navigation-store.ts'

const designed = { isSidebarCollapsed: false, sidebarWidth: sidebarWidths.initial }

it('gives back a remembered layout', () => {
  const kept = { isSidebarCollapsed: true, sidebarWidth: 300 }
  expect(readLayout(JSON.stringify(kept))).toEqual(kept)
})

it.each([null, '', '{', '42', 'null', '[]', '{"sidebarWidth":"wide","isSidebarCollapsed":1}'])(
  'falls back to the designed layout for %j',
  (text) => expect(readLayout(text)).toEqual(designed),
)

it.each([
  [12, sidebarWidths.min],
  [9000, sidebarWidths.max],
  [250.4, 250],
])('keeps a width of %d px within bounds', (width, expected) => {
  expect(readLayout(JSON.stringify({ sidebarWidth: width })).sidebarWidth).toBe(expected)
})
