import { describe, expect, it } from 'vitest'

import type { EngineFile } from '#shared/engine.ts'

import { engineItems } from '../../../../src-main/tray/engine-items.ts'
import type { TrayItem } from '../../../../src-main/tray/tray-item.ts'

function engine(changes: Partial<EngineFile> = {}): EngineFile {
  return {
    id: 'nova-engine:/n.json',
    kind: 'nova-engine',
    name: 'Nova Engine',
    profile: null,
    path: '/n.json',
    displayPath: '/n.json',
    stateFolder: '/',
    origin: 'found',
    state: { type: 'valid' },
    hash: 'h',
    primary: 'litellm/opus',
    fallbacks: [],
    models: models('litellm/opus', 'litellm/openai/gpt-4o'),
    lastSwitch: null,
    ...changes,
  }
}

function models(...refs: readonly string[]): EngineFile['models'] {
  return refs.map((ref) => ({ ref, name: ref }))
}

function lines(items: readonly TrayItem[]): unknown[] {
  return items.map((item) => {
    if (item.type === 'separator') return '—'
    if (item.type === 'submenu') return { [item.label]: lines(item.items) }
    if (item.type === 'choice') return `${item.isChosen ? '●' : '○'} ${item.label}`
    return item.label
  })
}

describe('the engines in the tray', () => {
  it('show their model, and inside all they can be switched to', () => {
    expect(lines(engineItems([engine()]))).toEqual([
      '—',
      { 'Nova Engine · opus': ['● opus', '○ openai/gpt-4o', '—', 'Open config file…'] },
    ])
  })

  it('are not there when there is none', () => {
    const absent = engine({ state: { type: 'absent' }, hash: null, primary: null, models: [] })
    expect(engineItems([absent])).toEqual([])
    expect(engineItems([])).toEqual([])
  })

  it('ask for the file and the model that is chosen', () => {
    const [, submenu] = engineItems([engine()])
    expect(submenu?.type === 'submenu' ? submenu.items[1] : null).toEqual({
      type: 'choice',
      label: 'openai/gpt-4o',
      isChosen: false,
      action: { type: 'use-engine-model', id: 'nova-engine:/n.json', ref: 'litellm/openai/gpt-4o' },
    })
  })

  it('name the provider where there are several, and the model in use where none is configured', () => {
    const items = engineItems([engine({ primary: 'anthropic/sonnet' })])
    expect(lines(items)[1]).toEqual({
      'Nova Engine · sonnet': [
        '● anthropic/sonnet',
        '○ litellm/opus',
        '○ litellm/openai/gpt-4o',
        '—',
        'Open config file…',
      ],
    })
  })

  it('keep many models of several providers in submenus, those in use before them', () => {
    const many = Array.from({ length: 12 }, (_, index) => `litellm/m${index}`)
    const items = engineItems([
      engine({
        primary: 'litellm/m1',
        fallbacks: ['local/x'],
        models: models(...many, 'local/x', 'local/y'),
      }),
    ])
    expect(lines(items)[1]).toEqual({
      'Nova Engine · m1': [
        '● litellm/m1',
        '○ local/x',
        { litellm: many.map((ref) => `${ref === 'litellm/m1' ? '●' : '○'} ${ref.slice(8)}`) },
        { local: ['○ x', '○ y'] },
        '—',
        'Open config file…',
      ],
    })
  })

  it('list many models of one provider as they are', () => {
    const many = Array.from({ length: 30 }, (_, index) => `litellm/m${index}`)
    const [, submenu] = engineItems([engine({ primary: 'litellm/m0', models: models(...many) })])
    expect(submenu?.type === 'submenu' ? submenu.items : []).toHaveLength(32)
  })

  it('take a switch back', () => {
    const switched = (from: string | null): unknown[] =>
      lines(engineItems([engine({ lastSwitch: { backupId: 'b', from, to: 'litellm/opus' } })]))
    expect(switched('litellm/openai/gpt-4o')[1]).toEqual({
      'Nova Engine · opus': [
        '● opus',
        '○ openai/gpt-4o',
        '—',
        'Undo: back to openai/gpt-4o',
        '—',
        'Open config file…',
      ],
    })
    expect(JSON.stringify(switched(null))).toContain('Undo: back to no model')
  })

  it('say when a file cannot be used, and lead to it', () => {
    const invalid = { type: 'invalid', message: 'x', place: null, count: 1 } as const
    const items = engineItems([
      engine({ state: invalid }),
      engine({ name: 'IdleHands', state: { type: 'unreadable', message: 'x' } }),
      engine({ name: 'Nova Engine (nix)', state: { type: 'managed', message: 'x' } }),
    ])
    expect(lines(items)).toEqual([
      '—',
      'Nova Engine: config file is invalid…',
      'IdleHands: config file cannot be read…',
      'Nova Engine (nix) · opus (managed by Nix)',
    ])
    expect(items[1]).toMatchObject({ action: { type: 'open-engine', id: 'nova-engine:/n.json' } })
  })
})
