import { expect, it } from 'vitest'

import { addUnsavedSource, unsavedNames } from '../../../../src-renderer/app/unsaved-work.ts'

it('names what every source would lose', () => {
  let names: string[] = []
  addUnsavedSource(() => names)
  addUnsavedSource(() => ['b.json'])
  expect(unsavedNames()).toEqual(['b.json'])
  names = ['a.json']
  expect(unsavedNames()).toEqual(['a.json', 'b.json'])
})
