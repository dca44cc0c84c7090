import { describe, expect, it } from 'vitest'

import type { EngineFileState } from '#shared/engine.ts'
import { engineStateWord } from '../../../../../../src-renderer/features/engines/list/engine-state.ts'
import { countOf, fileName } from '../../../../../../src-renderer/features/config-editor/words.ts'

const invalid: EngineFileState = {
  type: 'invalid',
  message: 'Unknown key "modles".',
  place: { line: 3, column: 2 },
  count: 2,
}

describe('engineStateWord', () => {
  it.each([
    [{ type: 'absent' } as const, { word: 'Not set up', tone: 'neutral', detail: null }],
    [{ type: 'valid' } as const, { word: 'Valid', tone: 'positive', detail: null }],
    [invalid, { word: '2 problems', tone: 'negative', detail: 'Line 3: Unknown key "modles".' }],
    [
      { ...invalid, place: null, count: 1 },
      { word: '1 problem', tone: 'negative', detail: 'Unknown key "modles".' },
    ],
    [
      { type: 'managed', message: 'Made by Nix.' } as const,
      { word: 'Managed', tone: 'neutral', detail: 'Made by Nix.' },
    ],
    [
      { type: 'unreadable', message: 'No permission.' } as const,
      { word: 'Unreadable', tone: 'negative', detail: 'No permission.' },
    ],
  ])('says %j', (state, expected) => {
    expect(engineStateWord(state)).toEqual(expected)
  })
})

it('counts in words', () => {
  expect(countOf(1, 'model')).toBe('1 model')
  expect(countOf(3000, 'model')).toBe('3,000 models')
  expect(countOf(2, 'entry', 'entries')).toBe('2 entries')
})

it('names a file by the end of its path', () => {
  expect(fileName('/home/ada/.nova-engine/nova-engine.json')).toBe('nova-engine.json')
  expect(fileName('C:\\Users\\ada\\idlehands.json')).toBe('idlehands.json')
})
