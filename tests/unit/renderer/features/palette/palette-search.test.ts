import { describe, expect, it } from 'vitest'

import type { PaletteEntry } from '../../../../../src-renderer/features/palette/palette-entry.ts'
import {
  type PaletteSection,
  paletteSections,
  searchable,
  stepSection,
} from '../../../../../src-renderer/features/palette/palette-search.ts'

function entry(
  group: PaletteEntry['group'],
  title: string,
  more: { readonly keywords?: string; readonly isSuggested?: boolean } = {},
): PaletteEntry {
  return {
    id: title,
    group,
    title,
    detail: null,
    keywords: more.keywords ?? '',
    caps: [],
    isCurrent: false,
    isSuggested: more.isSuggested ?? false,
    action: { type: 'reconnect' },
  }
}

const entries = searchable([
  entry('Actions', 'New chat', { isSuggested: true }),
  entry('Models', 'gpt-4o', { keywords: 'openai' }),
  entry('Models', 'gpt-4o-mini', { keywords: 'openai' }),
  entry('Engines', 'Nova Engine: use litellm/gpt-4o'),
  entry('Settings', 'Theme: dark', { keywords: 'appearance', isSuggested: true }),
  entry('Conversations', 'Chat about cats', { isSuggested: true }),
  entry('Conversations', 'openai prices'),
])

/** Each section as its title and its lines. */
function lines(sections: readonly PaletteSection[]): [string | null, ...string[]][] {
  return sections.map((section) => [section.title, ...section.entries.map(({ title }) => title)])
}

describe('paletteSections', () => {
  it('shows what was used last, then what is suggested, before anything is typed', () => {
    expect(lines(paletteSections(entries, ' ', ['Theme: dark', 'gone', 'gpt-4o']))).toEqual([
      ['Recent', 'Theme: dark', 'gpt-4o'],
      ['Conversations', 'Chat about cats'],
      ['Actions', 'New chat'],
    ])
  })

  it('puts the group with the best match first', () => {
    expect(lines(paletteSections(entries, 'gpt', []))).toEqual([
      ['Models', 'gpt-4o', 'gpt-4o-mini'],
      ['Engines', 'Nova Engine: use litellm/gpt-4o'],
    ])
    expect(lines(paletteSections(entries, 'chat', []))).toEqual([
      ['Conversations', 'Chat about cats'],
      ['Actions', 'New chat'],
    ])
  })

  it('wants every word somewhere, in whatever order', () => {
    expect(lines(paletteSections(entries, 'gpt nova', []))).toEqual([
      ['Engines', 'Nova Engine: use litellm/gpt-4o'],
    ])
    expect(lines(paletteSections(entries, 'gpt cats', []))).toEqual([])
  })

  it('ranks a title above what else an entry is found by', () => {
    expect(lines(paletteSections(entries, 'openai', []))).toEqual([
      ['Conversations', 'openai prices'],
      ['Models', 'gpt-4o', 'gpt-4o-mini'],
    ])
  })

  it('lets what was used lately win among equals', () => {
    expect(lines(paletteSections(entries, 'gpt', ['gpt-4o-mini']))[0]).toEqual([
      'Models',
      'gpt-4o-mini',
      'gpt-4o',
    ])
  })

  it('shows six of a group, and says of how many', () => {
    const many = searchable(Array.from({ length: 40 }, (_, place) => entry('Models', `gpt-${place}`)))
    expect(lines(paletteSections(many, 'gpt', []))).toEqual([
      ['Models · 6 of 40', 'gpt-0', 'gpt-1', 'gpt-2', 'gpt-3', 'gpt-4', 'gpt-5'],
    ])
  })
})

describe('stepSection', () => {
  it('keeps the order until something is typed, and holds at most a hundred', () => {
    const many = searchable(Array.from({ length: 500 }, (_, place) => entry('Models', `model-${place}`)))
    expect(stepSection(many, '', [])).toEqual({
      title: '100 of 500',
      entries: many.slice(0, 100).map((one) => one.entry),
    })
    expect(lines([stepSection(many, 'model 499', [])])).toEqual([[null, 'model-499']])
  })
})
