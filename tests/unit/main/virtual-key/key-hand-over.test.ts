import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { StoredGateway } from '#main/settings/store-schema.ts'
import { ClipboardLoan, CLEAR_AFTER_MS } from '#main/virtual-key/clipboard-loan.ts'
import { handOver, type HandOverPlaces } from '#main/virtual-key/key-hand-over.ts'
import { NewKeys, type NewKey } from '#main/virtual-key/new-keys.ts'
import type { EngineDocument } from '#shared/engine.ts'
import type { GatewayDraft } from '#shared/gateway.ts'

import { failureOf } from '../../../helpers/failure-of.ts'
import { sampleEngine } from '../../../helpers/sample-engine.ts'

const KEY: NewKey = { gatewayId: 'office', alias: 'mine', text: 'sk-the-new-key-1234' }

function board(first = '') {
  let text = first
  return {
    get text() {
      return text
    },
    readText: async () => text,
    writeText: async (next: string) => {
      text = next
    },
    clear: () => {
      text = ''
    },
  }
}

const document: EngineDocument = {
  engine: sampleEngine(),
  text: '',
  hash: 'ab',
  facts: {
    variables: [],
    keyChains: [],
    modelsFiles: [],
    authProfiles: [],
    includeProblems: [],
  },
  backups: [],
}

function places(changes: Partial<HandOverPlaces> = {}) {
  const clipboard = board()
  const saved: GatewayDraft[] = []
  const added: [string, boolean][] = []
  const stored: string[][] = []
  const gateway = (id: string): StoredGateway => ({
    id,
    name: 'Office',
    baseUrl: id === 'demo' ? '' : 'http://office:4000',
    isDemo: id === 'demo',
    key: { source: 'none' },
  })
  const all: HandOverPlaces = {
    clipboard: new ClipboardLoan(clipboard),
    show: async () => false,
    gateways: {
      find: gateway,
      save: async (draft) => {
        saved.push(draft)
        return gateway('new')
      },
    },
    gatewayAdded: (id, isActivated) => added.push([id, isActivated]),
    engines: {
      storeKey: async (...call) => {
        stored.push(call)
        return document
      },
    },
    ...changes,
  }
  return { all, clipboard, saved, added, stored }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a new key', () => {
  it('is lent to the clipboard for a minute', async () => {
    const { all, clipboard } = places()
    const handed = await handOver(KEY, { to: 'clipboard' }, all)
    expect(handed).toEqual({ to: 'clipboard', clearsAt: new Date(Date.now() + CLEAR_AFTER_MS).toISOString() })
    await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS - 1)
    expect(clipboard.text).toBe(KEY.text)
    await vi.advanceTimersByTimeAsync(1)
    expect(clipboard.text).toBe('')
  })

  it('does not take away what was copied after it', async () => {
    const { all, clipboard } = places()
    await handOver(KEY, { to: 'clipboard' }, all)
    await clipboard.writeText('a recipe')
    await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS)
    expect(clipboard.text).toBe('a recipe')
  })

  it('is out of the clipboard when Litedesk quits', async () => {
    const { all, clipboard } = places()
    await handOver(KEY, { to: 'clipboard' }, all)
    await all.clipboard.end()
    expect(clipboard.text).toBe('')
    await all.clipboard.end()
  })

  it('stays a full minute when it is copied again', async () => {
    const { all, clipboard } = places()
    await handOver(KEY, { to: 'clipboard' }, all)
    await vi.advanceTimersByTimeAsync(40_000)
    await handOver(KEY, { to: 'clipboard' }, all)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(clipboard.text).toBe(KEY.text)
  })

  it('is shown, and copied from there when wished', async () => {
    const shown: NewKey[] = []
    const { all, clipboard } = places({
      show: async (key) => {
        shown.push(key)
        return true
      },
    })
    expect(await handOver(KEY, { to: 'show' }, all)).toEqual({ to: 'show' })
    expect(shown).toEqual([KEY])
    expect(clipboard.text).toBe(KEY.text)
  })

  it('becomes a gateway of its own for chat', async () => {
    const { all, saved, added } = places()
    const to = { to: 'chat', name: 'My key', keep: 'session', isActivated: true } as const
    expect(await handOver(KEY, to, all)).toEqual({ to: 'chat', gatewayId: 'new' })
    expect(saved).toEqual([
      {
        id: null,
        name: 'My key',
        baseUrl: 'http://office:4000',
        key: { source: 'session', key: KEY.text },
      },
    ])
    expect(added).toEqual([['new', true]])
  })

  it('of the demo gateway is not stored for chat', async () => {
    const { all, saved } = places()
    const to = { to: 'chat', name: 'x', keep: 'session', isActivated: false } as const
    const error = await failureOf(handOver({ ...KEY, gatewayId: 'demo' }, to, all))
    expect(error.kind).toBe('invalid-input')
    expect(saved).toEqual([])
  })

  it('is stored where an engine finds it', async () => {
    const { all, stored } = places()
    const to = { to: 'engine', engineId: 'e', providerId: 'litellm', place: 'state-env-file' } as const
    const handed = await handOver(KEY, to, all)
    expect(handed).toEqual({ to: 'engine', document })
    expect(stored).toEqual([['e', 'litellm', 'state-env-file', KEY.text]])
    expect(JSON.stringify(handed)).not.toContain(KEY.text)
  })

  it('is there until it is dropped, under a ticket that tells nothing', async () => {
    const keys = new NewKeys()
    const ticket = keys.hold(KEY)
    expect(ticket).not.toContain('sk-')
    expect(keys.find(ticket)).toBe(KEY)
    keys.drop(ticket)
    const gone = await failureOf(Promise.resolve().then(() => keys.find(ticket)))
    expect(gone.kind).toBe('gone')
  })
})
