import { expect, it } from 'vitest'

import { nextTextScale } from '../../../../../src-renderer/features/settings/text-scale.ts'

it('walks through the sizes and stops at both ends', () => {
  expect([nextTextScale(100, 1), nextTextScale(100, -1)]).toEqual([110, 90])
  expect([nextTextScale(200, 1), nextTextScale(80, -1)]).toEqual([200, 80])
})

it('goes from a size between two steps to its neighbours', () => {
  expect([nextTextScale(130, 1), nextTextScale(130, -1)]).toEqual([150, 125])
})
