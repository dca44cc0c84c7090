import { expect, it } from 'vitest'

import { resolveTheme } from '../../../../src-renderer/app/appearance.ts'

it('follows the system only where the user left it to the system', () => {
  expect([true, false].map((isDark) => resolveTheme('system', isDark))).toEqual(['dark', 'light'])
  expect([true, false].map((isDark) => resolveTheme('dark', isDark))).toEqual(['dark', 'dark'])
  expect([true, false].map((isDark) => resolveTheme('light', isDark))).toEqual(['light', 'light'])
})
