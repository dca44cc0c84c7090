import { describe, expect, it } from 'vitest'

import { type ComposerKey, isSendKey } from '../../../../../src-renderer/features/chat/composer-keys.ts'

const press = (over: Partial<ComposerKey> = {}): ComposerKey => ({
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
  ...over,
})

describe('isSendKey', () => {
  it.each([
    ['Enter', press(), true, false],
    ['Shift+Enter', press({ shiftKey: true }), false, false],
    ['Ctrl+Enter', press({ ctrlKey: true }), true, true],
    ['Cmd+Enter', press({ metaKey: true }), true, true],
    ['Alt+Enter', press({ altKey: true }), false, false],
    ['another key', press({ key: 'a', keyCode: 65 }), false, false],
  ])('%s sends as the setting says', (_name, key, whenEnterSends, otherwise) => {
    expect([isSendKey(key, true), isSendKey(key, false)]).toEqual([whenEnterSends, otherwise])
  })

  it('never sends a key that an input method is using', () => {
    expect(isSendKey(press({ isComposing: true }), true)).toBe(false)
    expect(isSendKey(press({ keyCode: 229 }), true)).toBe(false)
    expect(isSendKey(press({ keyCode: 229, ctrlKey: true }), false)).toBe(false)
  })
})
