import { expect, it } from 'vitest'

import { addToast } from '../../../../src-renderer/ui/toast-store.ts'

it('keeps the three newest toasts', () => {
  const toasts = ['a', 'b', 'c', 'd'].map((text, id) => ({ id, text }))
  expect(toasts.reduce(addToast, []).map(({ text }) => text)).toEqual(['b', 'c', 'd'])
})

it('shows a repeated text once, as the newest', () => {
  const toasts = [
    { id: 1, text: 'Deleted' },
    { id: 2, text: 'Copied' },
    { id: 3, text: 'Deleted' },
  ]
  expect(toasts.reduce(addToast, [])).toEqual([
    { id: 2, text: 'Copied' },
    { id: 3, text: 'Deleted' },
  ])
})
