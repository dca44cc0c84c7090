import { describe, expect, it } from 'vitest'

import {
  draftOf,
  formErrors,
  formOf,
  keyModes,
} from '../../../../../src-renderer/features/gateways/gateway-form.ts'
import type { Gateway, KeyState } from '../../../../../src-shared/gateway.ts'

const stored: KeyState = { source: 'key-store', isSet: true, lastFour: '3f9a' }

function gateway(key: KeyState): Gateway {
  return { id: 'a', name: 'Work', baseUrl: 'https://litellm.example.com', isDemo: false, key }
}

describe('formOf', () => {
  it('offers the key from the environment first where there is one', () => {
    expect(formOf(null, true)).toEqual({
      id: null,
      name: '',
      baseUrl: 'http://localhost:4000',
      keyMode: 'environment',
      key: '',
      fallbackStore: 'session',
    })
    expect(formOf(null, false).keyMode).toBe('paste')
  })

  it('keeps a stored key and asks for one that was lost', () => {
    expect(formOf(gateway(stored), true).keyMode).toBe('keep')
    expect(formOf(gateway({ source: 'session', isSet: false, lastFour: null }), false).keyMode).toBe('paste')
    expect(formOf(gateway({ source: 'none', isSet: false, lastFour: null }), true).keyMode).toBe('none')
  })
})

describe('keyModes', () => {
  it('offers only what is there', () => {
    expect(keyModes(null, false)).toEqual(['paste', 'none'])
    expect(keyModes(gateway(stored), true)).toEqual(['keep', 'paste', 'environment', 'none'])
  })

  it('keeps offering the environment to a gateway that uses it', () => {
    const lost = gateway({ source: 'environment', isSet: false, lastFour: null })
    expect(keyModes(lost, false)).toEqual(['paste', 'environment', 'none'])
  })
})

describe('formErrors', () => {
  const form = formOf(null, false)

  it('wants an address and, when one is to be pasted, a key', () => {
    expect(formErrors({ ...form, baseUrl: 'not an address', key: ' ' })).toEqual({
      baseUrl: 'Enter an address such as http://localhost:4000.',
      key: 'Paste the key, or choose “No key”.',
    })
  })

  it('is content with the rest', () => {
    const none = { baseUrl: null, key: null }
    expect(formErrors({ ...form, key: 'sk-1' })).toEqual(none)
    expect(formErrors({ ...form, keyMode: 'none' })).toEqual(none)
  })
})

describe('draftOf', () => {
  const form = { ...formOf(null, false), key: ' sk-1 ', name: ' Work ' }

  it('gives a pasted key to the system’s key store, also before that is known', () => {
    const expected = {
      id: null,
      name: 'Work',
      baseUrl: 'http://localhost:4000',
      key: { source: 'key-store', key: 'sk-1' },
    }
    expect([draftOf(form, 'system'), draftOf(form, 'pending')]).toEqual([expected, expected])
  })

  it('never stores a key weakly unless that was chosen', () => {
    expect(draftOf(form, 'none').key).toEqual({ source: 'session', key: 'sk-1' })
    const weak = { ...form, fallbackStore: 'weak-store' } as const
    expect(draftOf(weak, 'none').key).toEqual({ source: 'weak-store', key: 'sk-1' })
    expect(draftOf(weak, 'system').key).toEqual({ source: 'key-store', key: 'sk-1' })
  })

  it('leaves a typed key behind when another source was chosen after it', () => {
    expect(draftOf({ ...form, keyMode: 'environment' }, 'system').key).toEqual({ source: 'environment' })
  })
})
