import { describe, expect, it } from 'vitest'

import type { AppState } from '#shared/app-state.ts'
import type { Conversation } from '#shared/conversation.ts'
import type { Gateway } from '#shared/gateway.ts'
import type { Model } from '#shared/model.ts'

import type { Shortcut } from '../../../../../src-renderer/app/shortcuts.ts'
import {
  entriesOfStep,
  paletteEntries,
  type PaletteWorld,
} from '../../../../../src-renderer/features/palette/palette-entries.ts'
import type {
  PaletteEntry,
  PaletteGroup,
} from '../../../../../src-renderer/features/palette/palette-entry.ts'
import { emptyState } from '../../../../helpers/empty-state.ts'
import { sampleEngine } from '../../../../helpers/sample-engine.ts'
import { sampleConversation } from '../../../../helpers/sample-messages.ts'

function model(id: string, mode: string | null = 'chat'): Model {
  return {
    id,
    providers: ['openai'],
    mode,
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
  }
}

function gateway(id: string): Gateway {
  const key = { source: 'none', isSet: false, lastFour: null } as const
  return { id, name: id.toUpperCase(), baseUrl: `http://${id}`, isDemo: false, key }
}

function conversation(id: string): Conversation {
  return sampleConversation({ id, title: `About ${id}` })
}

function shortcut(id: string, combo: string, isEnabled = true): Shortcut {
  return { id, combo, label: id, isEnabled, run: () => undefined }
}

function world(app: Partial<AppState> = {}, more: Partial<PaletteWorld> = {}): PaletteWorld {
  return {
    app: { ...emptyState, ...app },
    conversations: [],
    openId: null,
    shortcuts: [],
    platform: 'linux',
    now: new Date('2026-01-01T12:00:00Z'),
    ...more,
  }
}

function titles(entries: readonly PaletteEntry[], group: PaletteGroup): string[] {
  return entries.filter((entry) => entry.group === group).map((entry) => entry.title)
}

describe('paletteEntries', () => {
  it('gives every entry an id of its own', () => {
    const entries = paletteEntries(
      world(
        {
          models: [model('a'), model('b')],
          favouriteModels: ['a'],
          recentModels: ['b'],
          gateways: [gateway('x'), gateway('y')],
          engines: [sampleEngine(), sampleEngine({ id: 'idlehands:/f', name: 'IdleHands' })],
        },
        { conversations: [conversation('1'), conversation('2')], shortcuts: [shortcut('chat.new', 'Mod+N')] },
      ),
    )
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('offers what shortcuts do with their keys, if they do something now', () => {
    const shortcuts = [
      shortcut('chat.new', 'Mod+N'),
      shortcut('chat.stop', 'Escape', false),
      shortcut('app.palette', 'Mod+K'),
    ]
    const actions = paletteEntries(world({}, { shortcuts })).filter(({ group }) => group === 'Actions')
    expect(actions.map(({ title, caps }) => [title, caps])).toEqual([
      ['chat.new', ['Ctrl', 'N']],
      ['New folder of conversations', []],
      ['Open the quick chat', []],
    ])
  })

  it('shows the keys of the quick chat only while they work', () => {
    const keysIn = (state: AppState['quickChat']['state']) =>
      paletteEntries(world({ quickChat: { state } })).find(({ id }) => id === 'quick-chat')?.caps
    expect(keysIn('ready')).toEqual(['Ctrl', 'Shift', 'Space'])
    expect(keysIn('taken')).toEqual([])
  })

  it('has each chat model once, and marks the one in use', () => {
    const app = {
      models: [model('a'), model('embed', 'embedding'), model('b')],
      favouriteModels: ['b'],
      recentModels: ['b'],
      chosenModel: 'b',
    }
    const models = entriesOfStep({ type: 'chat-models' }, world(app))
    expect(models.map(({ title, isCurrent }) => [title, isCurrent])).toEqual([
      ['b', true],
      ['a', false],
    ])
    expect(titles(paletteEntries(world(app)), 'Models')).toEqual(['Choose the model for chat…', 'b', 'a'])
    expect(titles(paletteEntries(world()), 'Models')).toEqual([])
  })

  it('leads to the gateway’s sections, and to a new virtual key, while there is a gateway', () => {
    const app = { gateways: [gateway('x')], activeGatewayId: 'x' }
    expect(titles(paletteEntries(world(app)), 'Gateways')).toEqual(
      expect.arrayContaining([
        'New virtual key…',
        'Gateway: Overview',
        'Gateway: Models',
        'Gateway: Virtual keys',
        'Gateway: Drift',
      ]),
    )
    expect(titles(paletteEntries(world()), 'Gateways')).toEqual([])
  })

  it('switches an engine only where its file may be written and names models', () => {
    const engine = sampleEngine()
    const all = [
      'Nova Engine: switch the model…',
      'Nova Engine: open the config file',
      ...engine.models.map(({ ref }) => `Nova Engine: use ${ref}`),
    ]
    const named = (changes: Parameters<typeof sampleEngine>[0]) =>
      titles(paletteEntries(world({ engines: [sampleEngine(changes)] })), 'Engines')
    expect(named({})).toEqual(all)
    expect(named({ models: [] })).toEqual(['Nova Engine: open the config file'])
    expect(named({ state: { type: 'absent' } })).toEqual(['Nova Engine: set up'])
    expect(named({ state: { type: 'managed', message: 'Nix' } })).toEqual([
      'Nova Engine: open the config file',
    ])
  })

  it('lists an engine’s models in a step, the one in use marked', () => {
    const engine = sampleEngine()
    const entries = entriesOfStep(
      { type: 'engine-models', engineId: engine.id },
      world({ engines: [engine] }),
    )
    expect(
      entries.map(({ title, detail, isCurrent, action }) => ({ title, detail, isCurrent, action })),
    ).toEqual([
      {
        title: 'litellm/claude',
        detail: 'Claude',
        isCurrent: true,
        action: { type: 'use-engine-model', engineId: engine.id, ref: 'litellm/claude' },
      },
      {
        title: 'litellm/gpt-4o',
        detail: null,
        isCurrent: false,
        action: { type: 'use-engine-model', engineId: engine.id, ref: 'litellm/gpt-4o' },
      },
    ])
    expect(entriesOfStep({ type: 'engine-models', engineId: 'gone' }, world())).toEqual([])
  })

  it('turns to another gateway, or to the same one anew', () => {
    const entries = paletteEntries(world({ gateways: [gateway('x'), gateway('y')], activeGatewayId: 'x' }))
    expect(
      entries.filter(({ id }) => id.startsWith('gateway:')).map(({ title, action }) => [title, action]),
    ).toEqual([
      ['Reconnect to X', { type: 'reconnect' }],
      ['Use Y', { type: 'use-gateway', id: 'y' }],
    ])
  })

  it('offers the five conversations used last but the one on screen, and finds all', () => {
    const conversations = ['1', '2', '3', '4', '5', '6', '7'].map(conversation)
    const entries = paletteEntries(world({}, { conversations, openId: '2' })).filter(
      ({ group }) => group === 'Conversations',
    )
    expect(entries.filter(({ isSuggested }) => isSuggested).map(({ title }) => title)).toEqual([
      'About 1',
      'About 3',
      'About 4',
      'About 5',
      'About 6',
      'All conversations…',
    ])
    expect(entries).toHaveLength(8)
  })
})
