import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { EngineDocument, EngineSaveOutcome } from '#shared/engine.ts'
import type { RequestChannel } from '#shared/ipc/channels.ts'
import { failure, success } from '#shared/result.ts'
import type * as EngineStore from '../../../../../src-renderer/features/engines/engine-store.ts'
import type * as ToastStore from '../../../../../src-renderer/ui/toast-store.ts'
import { noFacts } from './draft/no-facts.ts'

const id = 'nova-engine:/home/ada/.nova-engine/nova-engine.json'
const text = `{
  models: { providers: { litellm: { baseUrl: 'http://a', models: [] } } },
  // one
  // two
  gateway: { mode: 'local' },
}
`

function documentOf(content: string): EngineDocument {
  return {
    engine: {
      id,
      kind: 'nova-engine',
      name: 'Nova Engine',
      profile: null,
      path: '/home/ada/.nova-engine/nova-engine.json',
      displayPath: '~/.nova-engine/nova-engine.json',
      stateFolder: '/home/ada/.nova-engine',
      origin: 'found',
      state: { type: 'valid' },
      hash: `hash of ${content}`,
      primary: null,
      fallbacks: [],
      models: [],
      lastSwitch: null,
    },
    text: content,
    hash: `hash of ${content}`,
    facts: noFacts,
    backups: [],
  }
}

describe('the store of opened engines', () => {
  let answers: Partial<Record<RequestChannel, (input: unknown) => unknown>>
  let asked: { channel: RequestChannel; input: unknown }[]
  let tell: (event: { id: string; hash: string | null }) => void
  let store: typeof EngineStore
  let toasts: typeof ToastStore

  beforeEach(async () => {
    answers = { 'engine:open': () => success(documentOf(text)) }
    asked = []
    vi.stubGlobal('window', {
      bridge: {
        request: async (channel: RequestChannel, input: unknown) => {
          asked.push({ channel, input })
          return answers[channel]?.(input)
        },
        on: (_channel: string, listener: typeof tell) => {
          tell = listener
          return () => undefined
        },
      },
    })
    vi.resetModules()
    store = await import('../../../../../src-renderer/features/engines/engine-store.ts')
    toasts = await import('../../../../../src-renderer/ui/toast-store.ts')
    store.followFiles()
    await store.engineOpened(id)
  })
  afterEach(() => vi.unstubAllGlobals())

  function ready(): EngineStore.ReadyEngine {
    const engine = store.useDesk.getState().files.get(id)
    if (engine?.phase !== 'ready') throw new Error('It is not open')
    return engine
  }

  /** Changes the draft's address. */
  function editAddress(value: string): void {
    ready().draft.edit([{ type: 'set', path: ['models', 'providers', 'litellm', 'baseUrl'], value }])
  }

  async function changedOutside(content: string): Promise<void> {
    answers['engine:open'] = () => success(documentOf(content))
    tell({ id, hash: `hash of ${content}` })
    await vi.waitFor(() => {
      const { document, outside } = ready()
      const known = outside.type === 'collides' ? outside.document : document
      expect(known.text).toBe(content)
    })
  }

  it('opens a file once and says why it could not', async () => {
    await store.engineOpened(id)
    expect(asked).toEqual([{ channel: 'engine:open', input: { id } }])
    answers['engine:open'] = () => failure(appError('storage-failed', 'No permission.'))
    await store.engineOpened('idlehands:/x')
    expect(store.useDesk.getState().files.get('idlehands:/x')).toMatchObject({
      phase: 'failed',
      error: { message: 'No permission.' },
    })
  })

  it('follows a file that was not edited', async () => {
    await changedOutside(text.replace('one', 'uno'))
    expect(ready()).toMatchObject({ outside: { type: 'none' } })
    expect(ready().draft.text).toBe(text.replace('one', 'uno'))
    expect(ready().draft.snapshot).toMatchObject({ isDirty: false, canUndo: false })
  })

  it('keeps the draft and takes the change over where both fit together', async () => {
    editAddress('http://b')
    const outside = text.replace("'local'", "'remote'")
    await changedOutside(outside)
    expect(ready()).toMatchObject({ outside: { type: 'taken' }, document: { hash: `hash of ${outside}` } })
    expect(ready().draft.text).toBe(outside.replace('http://a', 'http://b'))
  })

  it('keeps the draft as it is where both changed the same, and shows both when asked', async () => {
    editAddress('http://b')
    const outside = text.replace('http://a', 'http://c')
    await changedOutside(outside)
    expect(ready()).toMatchObject({
      outside: { type: 'collides', document: { text: outside } },
      document: { hash: `hash of ${text}` },
    })
    expect(ready().draft.text).toContain('http://b')
    store.conflictAsked(id)
    expect(ready().conflict).toEqual({ theirs: outside, theirsHash: `hash of ${outside}` })
    store.conflictLeft(id)
    expect(ready().conflict).toBeNull()
    store.conflictAsked(id)
    await store.theirsTaken(id)
    expect(ready()).toMatchObject({ outside: { type: 'none' }, conflict: null })
    expect(ready().draft.text).toBe(outside)
    ready().draft.undo()
    expect(ready().draft.text).toContain('http://b')
  })

  it('does not ask for a file whose change it knows', async () => {
    tell({ id, hash: `hash of ${text}` })
    tell({ id: 'idlehands:/x', hash: 'else' })
    await Promise.resolve()
    expect(asked).toHaveLength(1)
  })

  it('is clean after saving, and offers to take it back', async () => {
    editAddress('http://b')
    const saved = ready().draft.text
    answers['engine:save'] = () =>
      success<EngineSaveOutcome>({
        type: 'saved',
        document: documentOf(saved),
        backupId: 'b1',
        wasMerged: false,
      })
    await store.textSaved(id, { text: saved, baseHash: 'h', mayBeInvalid: false, reason: 'Edited' })
    expect(ready().draft.snapshot.isDirty).toBe(false)
    const [toast] = toasts.useToasts.getState().toasts
    expect(toast).toMatchObject({ text: 'Saved to nova-engine.json', action: { label: 'Undo' } })

    answers['engine:restore'] = () =>
      success<EngineSaveOutcome>({
        type: 'saved',
        document: documentOf(text),
        backupId: 'b2',
        wasMerged: false,
      })
    toast?.action?.onSelect()
    await vi.waitFor(() => expect(ready().draft.text).toBe(text))
    expect(asked.at(-1)).toEqual({
      channel: 'engine:restore',
      input: { id, backupId: 'b1', afterHash: `hash of ${saved}` },
    })
    expect(ready().draft.snapshot.isDirty).toBe(false)
    ready().draft.undo()
    expect(ready().draft.text).toBe(saved)
  })

  it('keeps what was saved meanwhile by others when the save collides', async () => {
    editAddress('http://b')
    answers['engine:save'] = () =>
      success<EngineSaveOutcome>({ type: 'conflict', theirs: '{}', theirsHash: 'h2' })
    const input = { text: ready().draft.text, baseHash: 'h', mayBeInvalid: false, reason: 'Edited' }
    await store.textSaved(id, input)
    expect(ready().conflict).toEqual({ theirs: '{}', theirsHash: 'h2' })
    expect(ready().draft.snapshot.isDirty).toBe(true)
    expect(toasts.useToasts.getState().toasts).toEqual([])
  })

  it('throws what main says when it refuses to save, and keeps the draft', async () => {
    editAddress('http://b')
    answers['engine:save'] = () => failure(appError('config-invalid', 'Nova Engine would not start.'))
    const input = { text: ready().draft.text, baseHash: 'h', mayBeInvalid: false, reason: 'Edited' }
    await expect(store.textSaved(id, input)).rejects.toThrow('Nova Engine would not start.')
    expect(ready().draft.text).toContain('http://b')
  })

  it('does not take a late answer for newer than what was saved meanwhile', async () => {
    let answer: (result: unknown) => void = () => undefined
    answers['engine:open'] = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const reading = store.fileReread(id)
    editAddress('http://b')
    const saved = ready().draft.text
    answers['engine:save'] = () =>
      success<EngineSaveOutcome>({
        type: 'saved',
        document: documentOf(saved),
        backupId: null,
        wasMerged: false,
      })
    await store.textSaved(id, { text: saved, baseHash: 'h', mayBeInvalid: false, reason: 'Edited' })
    answer(success(documentOf(text)))
    await reading
    expect(ready().draft.text).toBe(saved)
  })

  it('forgets a file that was taken off the list', async () => {
    answers['engine:forget-file'] = () => success(undefined)
    await store.fileForgotten(documentOf(text).engine)
    expect(store.useDesk.getState().files.has(id)).toBe(false)
  })
})
