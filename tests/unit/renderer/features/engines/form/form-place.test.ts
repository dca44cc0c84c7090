import { expect, it } from 'vitest'

import { hasFormPlace, startsWith } from '../../../../../../src-renderer/features/engines/form/form-place.ts'

it.each([
  [['models', 'providers', 'litellm', 'baseUrl'], true],
  [['models', 'mode'], true],
  [['agents', 'defaults', 'model', 'fallbacks', 1], true],
  [['agents', 'defaults', 'models', 'litellm/gpt-4o'], true],
  [['agents', 'list', 1, 'model'], true],
  [['agents', 'list', 1, 'model', 'primary'], true],
  [['agents', 'list', 1, 'workspace'], false],
  [['gateway', 'mode'], false],
  [['models', 'bedrockDiscovery'], false],
  [[], false],
])('%j has a place in the form: %s', (path, expected) => {
  expect(hasFormPlace(path)).toBe(expected)
})

it('knows what lies inside of a path', () => {
  expect(startsWith(['a', 1, 'b'], ['a', 1])).toBe(true)
  expect(startsWith(['a'], ['a', 1])).toBe(false)
  expect(startsWith(['a', 2], ['a', 1])).toBe(false)
})
