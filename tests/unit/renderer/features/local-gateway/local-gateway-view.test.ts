import { describe, expect, it } from 'vitest'

import type { LogLine } from '#shared/local-gateway.ts'

import {
  installSentence,
  installShare,
} from '../../../../../src-renderer/features/local-gateway/local-gateway-words.ts'
import { matchingLines, withNewLines } from '../../../../../src-renderer/features/local-gateway/log-store.ts'
import { portOf } from '../../../../../src-renderer/features/local-gateway/port-field.ts'
import {
  localModel,
  localProviders,
  modelsOf,
  withModel,
} from '../../../../../src-renderer/features/local-gateway/providers.ts'

function line(number: number, text = `line ${number}`): LogLine {
  return { number, at: '2026-01-01T00:00:00Z', source: 'gateway', level: 'info', text }
}

describe('the log', () => {
  it('takes each line once, in order, and lets the oldest go', () => {
    const first = withNewLines([], [line(0), line(1)])
    expect(withNewLines(first, [line(0), line(1)])).toBe(first)
    expect(withNewLines(first, [line(1), line(2), line(3)], 3).map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('finds lines with every word, in any case and order', () => {
    const lines = [line(0, 'INFO: Started server'), line(1, 'ERROR: server failed'), line(2, 'done')]
    expect(matchingLines(lines, ' SERVER error').map(({ number }) => number)).toEqual([1])
    expect(matchingLines(lines, '  ')).toBe(lines)
  })
})

describe('portOf', () => {
  it.each([
    ['', null],
    [' 4000 ', 4000],
    ['1024', 1024],
    ['65535', 65_535],
  ])('takes %j', (text, port) => {
    expect(portOf(text)).toEqual({ port, error: null })
  })

  it.each(['80', '65536', '4000x', '-1', '4e3'])('does not take %j', (text) => {
    expect(portOf(text)).toMatchObject({ port: null, error: expect.stringContaining('1024') })
  })
})

describe('the providers', () => {
  const [openai] = localProviders
  if (openai === undefined) throw new Error('There is none')

  it('have names, prefixes and variables of their own', () => {
    for (const part of ['id', 'name', 'prefix'] as const) {
      expect(new Set(localProviders.map((provider) => provider[part])).size).toBe(localProviders.length)
    }
  })

  it('add and take models, whether typed with the prefix or without', () => {
    const mini = localModel(openai, 'openai/gpt-4o-mini')
    expect(mini).toEqual({
      model: 'openai/gpt-4o-mini',
      name: 'gpt-4o-mini',
      apiBase: null,
      variable: 'OPENAI_API_KEY',
    })
    const both = withModel(withModel([], mini, true), localModel(openai, 'gpt-4o'), true)
    expect(withModel(both, mini, true)).toHaveLength(2)
    expect(withModel(both, mini, false).map(({ name }) => name)).toEqual(['gpt-4o'])
    expect(modelsOf(openai, both)).toEqual(both)
    expect(localProviders.slice(1).flatMap((provider) => modelsOf(provider, both))).toEqual([])
  })
})

describe('an installation', () => {
  it('says what it is at, and how far', () => {
    const status = { state: 'installing' as const, step: 'downloading' as const, done: 30, total: 120 }
    expect(installSentence({ ...status, detail: 'polars 1.44.2' })).toBe('Fetching polars 1.44.2…')
    expect(installShare(status)).toBe(0.25)
    expect(installShare({ done: null, total: 120 })).toBeNull()
  })
})
