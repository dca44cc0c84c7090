import { describe, expect, it } from 'vitest'

import type { GatewayWatch, ModelDown } from '#shared/gateway-watch.ts'
import type { Model } from '#shared/model.ts'

import { keyInUse } from '../../../../src-main/gateway-watch/key-budget.ts'
import type { TrayItem } from '../../../../src-main/tray/tray-item.ts'
import { trayMenu, trayTooltip } from '../../../../src-main/tray/tray-menu.ts'
import { emptyState } from '../../../helpers/empty-state.ts'
import { sampleKey } from '../../../helpers/sample-key.ts'

function model(id: string, provider: string, mode = 'chat'): Model {
  return {
    id,
    providers: [provider],
    mode,
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
  }
}

const CONNECTED = {
  gateways: [
    {
      id: 'g',
      name: 'Office',
      baseUrl: 'http://localhost:4000',
      isDemo: false,
      key: { source: 'none' as const, isSet: false, lastFour: null },
    },
  ],
  activeGatewayId: 'g',
  connection: {
    state: 'connected' as const,
    gatewayId: 'g',
    facts: { version: null, keyKind: 'admin' as const, hasDatabase: null },
  },
  gatewayWatch: null,
  keyInUse: null,
  localGateway: emptyState.localGateway,
  models: [model('opus', 'anthropic'), model('gpt', 'openai'), model('embed', 'openai', 'embedding')],
  chosenModel: 'gpt',
  recentModels: [],
  favouriteModels: [],
  spend: null,
  engines: [],
}

function down(name: string): ModelDown {
  return { model: name, source: 'health-check', until: null }
}

function labels(items: readonly TrayItem[]): string[] {
  return items.map((item) => {
    if (item.type === 'separator') return '—'
    if (item.type === 'choice') return `${item.isChosen ? '●' : '○'} ${item.label}`
    if (item.type === 'submenu') return `${item.label} > ${labels(item.items).join(', ')}`
    return item.label
  })
}

describe('trayMenu', () => {
  it('says how LiteLLM on this computer is while it does something', () => {
    const status = {
      state: 'running' as const,
      port: 4000,
      since: '2026-01-01T00:00:00Z',
      restarts: 0,
      lack: null,
    }
    const localGateway = { ...emptyState.localGateway, status }
    expect(labels(trayMenu({ ...CONNECTED, localGateway })).slice(0, 3)).toEqual([
      'Office: connected',
      'LiteLLM on this computer: running',
      '—',
    ])
  })

  it('tells what was spent today, and whether part of it is an estimate', () => {
    const nothing = { billed: '0', pending: '0', calls: 0 }
    const spend = (today: typeof nothing, scope: 'everybody' | 'litedesk' = 'litedesk') => {
      const totals = { gatewayId: 'g', scope, today, last7Days: today, thisMonth: today }
      return labels(trayMenu({ ...CONNECTED, spend: totals }))[1]
    }
    expect(spend({ billed: '1.25', pending: '0', calls: 3 })).toBe('Spent today: $1.25')
    expect(spend({ billed: '1.25', pending: '0.0042', calls: 4 }, 'everybody')).toBe(
      'Spent today by everybody: ≈ $1.25',
    )
    expect(spend(nothing)).toBe('—')
  })

  it('shows the gateway, its chat models as a radio list, and the ways in and out', () => {
    expect(labels(trayMenu(CONNECTED))).toEqual([
      'Office: connected',
      '—',
      '● gpt',
      '○ opus',
      '—',
      'New chat',
      'Quick chat',
      'Open Litedesk',
      '—',
      'Quit',
    ])
  })

  it('puts favourites and recent models first and the rest into submenus by provider', () => {
    const many = Array.from({ length: 12 }, (_, index) => model(`m${index}`, index % 2 === 0 ? 'b' : 'a'))
    const menu = trayMenu({
      ...CONNECTED,
      models: many,
      favouriteModels: ['m3'],
      chosenModel: 'm5',
      recentModels: ['m5', 'm1'],
    })
    expect(labels(menu).slice(2, 7)).toEqual([
      '○ m3',
      '● m5',
      '○ m1',
      'a > ○ m7, ○ m9, ○ m11',
      'b > ○ m0, ○ m2, ○ m4, ○ m6, ○ m8, ○ m10',
    ])
  })

  it('always shows the chosen model, even behind many favourites', () => {
    const many = Array.from({ length: 12 }, (_, index) => model(`m${index}`, 'a'))
    const menu = trayMenu({
      ...CONNECTED,
      models: many,
      favouriteModels: many.slice(0, 10).map((favourite) => favourite.id),
      chosenModel: 'm11',
    })
    expect(labels(menu)).toContain('● m11')
  })

  it('offers to try again when the gateway cannot be reached', () => {
    const error = {
      kind: 'refused' as const,
      message: 'x',
      nextStep: null,
      requestId: null,
      status: null,
      retryAfterMs: null,
      details: null,
    }
    const menu = trayMenu({
      ...CONNECTED,
      models: [],
      connection: { state: 'failed', gatewayId: 'g', error },
    })
    expect(labels(menu).slice(0, 2)).toEqual(['Office: not connected', 'Try again'])
  })

  it('names the model in the tooltip', () => {
    expect(trayTooltip(CONNECTED)).toBe('Litedesk · gpt')
  })

  it.each<[Partial<GatewayWatch>, string]>([
    [{ state: 'up' }, 'Litedesk · gpt'],
    [{ state: 'down' }, 'Litedesk · gpt · gateway not reachable'],
    [{ state: 'not-ready' }, 'Litedesk · gpt · gateway not ready'],
    [{ modelsDown: [down('a')] }, 'Litedesk · gpt · 1 model down'],
    [{ modelsDown: [down('a'), down('b')] }, 'Litedesk · gpt · 2 models down'],
  ])('tells in the tooltip of a gateway that is %o', (changes, tooltip) => {
    const gatewayWatch: GatewayWatch = {
      gatewayId: 'g',
      state: 'up',
      latencyMs: 5,
      version: null,
      database: 'connected',
      modelsDown: [],
      error: null,
      since: '2026-11-24T00:00:00.000Z',
      checkedAt: '2026-11-24T00:00:00.000Z',
      ...changes,
    }
    expect(trayTooltip({ ...CONNECTED, gatewayWatch })).toBe(tooltip)
  })

  it.each([
    ['5', 'Litedesk · gpt'],
    ['8.39', 'Litedesk · gpt · 83 % of the budget used'],
    ['10', 'Litedesk · gpt · budget used up'],
  ])('tells in the tooltip when $%s of $10 are spent', (spend, tooltip) => {
    const known = { unbooked: '0', wasRefused: false, readAt: '2026-11-24T00:00:00.000Z' }
    const key = keyInUse('g', sampleKey({ spend, maxBudget: '10' }), known)
    expect(trayTooltip({ ...CONNECTED, keyInUse: key })).toBe(tooltip)
  })
})
