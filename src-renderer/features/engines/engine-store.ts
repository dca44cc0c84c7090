import { useEffect, useSyncExternalStore } from 'react'
import { create } from 'zustand'

import type { AppError } from '#shared/app-error.ts'
import type { EngineDocument, EngineFile, EngineKind, EngineMend, EngineSaveOutcome } from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { RequestInput } from '#shared/ipc/contract.ts'

import { errorOf, request, requestOrToast, showFailure } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { showToast } from '../../ui/toast-store.ts'
import { ConfigDraft, type DraftSnapshot } from './draft/config-draft.ts'
import { fileName } from '../config-editor/words.ts'

/** What somebody else wrote where the draft was changed too. */
export interface Conflict {
  readonly theirs: string
  readonly theirsHash: string | null
}

/** An engine's file as the window holds it. */
export type OpenedEngine =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: AppError }
  | ReadyEngine

export interface ReadyEngine {
  readonly phase: 'ready'
  /** The file as it was read or written last: what the draft began from. */
  readonly document: EngineDocument
  readonly draft: ConfigDraft
  /**
   * How the file was changed by others while the draft was edited. `taken`: the change is in the draft too. `collides`: it is
   * where the draft was changed, so the draft stays as it is until saving asks; holds the file as it is now.
   */
  readonly outside:
    | { readonly type: 'none' }
    | { readonly type: 'taken' }
    | { readonly type: 'collides'; readonly document: EngineDocument }
  /** null while saving has met none. */
  readonly conflict: Conflict | null
}

interface Desk {
  readonly engines: ReadonlyMap<string, OpenedEngine>
}

/** Every engine's file that was opened since the window began; its draft stays when the place is left. */
export const useDesk = create<Desk>(() => ({ engines: new Map() }))

let isListening = false

/** Follows what happens to open files. It goes on as long as the window, since the drafts do. */
export function followFiles(): void {
  if (isListening) return
  isListening = true
  window.bridge.on('engine:changed', ({ id, hash }) => {
    const engine = useDesk.getState().engines.get(id)
    if (engine?.phase === 'ready' && engine.document.hash !== hash) void fileReread(id)
    if (engine?.phase === 'failed') void engineOpened(id)
  })
}

/** Reads a file unless it is there already. */
export async function engineOpened(id: string): Promise<void> {
  const known = useDesk.getState().engines.get(id)
  if (known?.phase === 'ready' || known?.phase === 'loading') return
  put(id, { phase: 'loading' })
  try {
    const document = await request('engine:open', { id })
    put(id, readyEngine(document))
  } catch (cause) {
    put(id, { phase: 'failed', error: errorOf(cause) })
  }
}

/** Reads an open file once more, such as after a change outside. A failure leaves what is shown. */
export async function fileReread(id: string): Promise<void> {
  if (useDesk.getState().engines.get(id)?.phase !== 'ready') return
  const document = await requestOrToast('engine:open', { id })
  if (document !== undefined) documentCame(document)
}

/** Main told how a file is now. What was not saved stays in the draft. */
export function documentCame(document: EngineDocument): void {
  const { id } = document.engine
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase !== 'ready') return
  const { draft } = engine
  if (!draft.snapshot.isDirty) {
    draft.fileRead(document.text, document.facts)
    put(id, { ...engine, document, outside: { type: 'none' }, conflict: null })
  } else if (document.hash === engine.document.hash) {
    draft.factsChanged(document.facts)
    put(id, { ...engine, document: { ...document, text: engine.document.text } })
  } else if (draft.takeOver(document.text, document.facts)) {
    put(id, { ...engine, document, outside: { type: draft.snapshot.isDirty ? 'taken' : 'none' } })
  } else {
    put(id, { ...engine, outside: { type: 'collides', document } })
  }
}

type SaveInput = Pick<RequestInput<'engine:save'>, 'text' | 'baseHash' | 'mayBeInvalid' | 'reason'>

/** Writes a text to an engine's file. Throws RequestFailure when main refuses; a conflict is kept for the view to show. */
export async function textSaved(id: string, input: SaveInput): Promise<EngineSaveOutcome> {
  const outcome = await request('engine:save', { id, ...input })
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase !== 'ready') return outcome
  if (outcome.type === 'conflict') {
    put(id, { ...engine, conflict: { theirs: outcome.theirs, theirsHash: outcome.theirsHash } })
    return outcome
  }
  const { document, backupId, wasMerged } = outcome
  engine.draft.fileRead(document.text, document.facts)
  put(id, { ...engine, document, outside: { type: 'none' }, conflict: null })
  const name = fileName(document.engine.path)
  const undo = backupId === null ? null : { id, backupId, afterHash: document.hash }
  showToast({
    text: wasMerged ? `Saved to ${name}, with what others changed meanwhile` : `Saved to ${name}`,
    tone: 'positive',
    ...(undo === null
      ? {}
      : { action: { label: 'Undo', onSelect: () => void backupRestored(undo, 'Undone') } }),
  })
  return outcome
}

/** Puts a backup back; what it was for is `word` in the toast. */
export async function backupRestored(
  input: RequestInput<'engine:restore'>,
  word: string,
): Promise<EngineSaveOutcome['type'] | null> {
  try {
    const outcome = await request('engine:restore', input)
    const engine = useDesk.getState().engines.get(input.id)
    if (outcome.type === 'conflict') {
      showToast({ text: 'The file was changed since, so it stays as it is.', tone: 'negative' })
      return outcome.type
    }
    const { document, backupId } = outcome
    if (engine?.phase === 'ready' && !engine.draft.snapshot.isDirty)
      engine.draft.fileRead(document.text, document.facts, true)
    documentCame(document)
    showToast({
      text: `${word}: ${fileName(document.engine.path)} is as it was`,
      ...(backupId === null
        ? {}
        : {
            action: {
              label: 'Undo',
              onSelect: () =>
                void backupRestored({ id: input.id, backupId, afterHash: document.hash }, 'Undone'),
            },
          }),
    })
    return outcome.type
  } catch (cause) {
    showFailure(errorOf(cause))
    return null
  }
}

/** The user looks at what others wrote where the draft was changed. */
export function conflictAsked(id: string): void {
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase !== 'ready' || engine.outside.type !== 'collides') return
  const { text, hash } = engine.outside.document
  put(id, { ...engine, conflict: { theirs: text, theirsHash: hash } })
}

/** The conflict is put aside; the draft stays as it is. */
export function conflictLeft(id: string): void {
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase === 'ready') put(id, { ...engine, conflict: null })
}

/** The draft gives way to what is in the file. It can be undone like any other change of the draft. */
export async function theirsTaken(id: string): Promise<void> {
  const document = await request('engine:open', { id })
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase !== 'ready') return
  engine.draft.fileRead(document.text, document.facts, true)
  put(id, { ...engine, document, outside: { type: 'none' }, conflict: null })
}

/** A note about a change outside was read. */
export function outsideSeen(id: string): void {
  const engine = useDesk.getState().engines.get(id)
  if (engine?.phase === 'ready') put(id, { ...engine, outside: { type: 'none' } })
}

/** Repairs something outside the file. */
export async function problemMended(id: string, mend: EngineMend): Promise<void> {
  const document = await requestOrToast('engine:mend', { id, mend })
  if (document !== undefined) documentCame(document)
}

/** Lets the user pick a file, and opens it. */
export async function fileChosen(kind: EngineKind): Promise<void> {
  const engine = await requestOrToast('engine:choose-file', { kind })
  if (engine !== undefined && engine !== null) useNavigation.getState().openEngine(engine.id)
}

/** Takes a chosen file off the list. What was not saved of it is gone, so the view asks first. */
export async function fileForgotten({ id }: EngineFile): Promise<void> {
  await requestOrToast('engine:forget-file', { id })
  const { engines } = useDesk.getState()
  const engine = engines.get(id)
  if (engine?.phase === 'ready') engine.draft.close()
  useDesk.setState({ engines: new Map([...engines].filter(([known]) => known !== id)) })
}

/** The file of an engine, opened when it is not yet. */
export function useEngine(id: string): OpenedEngine {
  useEffect(() => {
    followFiles()
    void engineOpened(id)
    // Keys and agents' files lie outside of the file that is followed; they change while another program is used.
    const look = (): void => void fileReread(id)
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [id])
  return useDesk(({ engines }) => engines.get(id)) ?? loading
}

/** What a view shows of a draft beside its text. */
export function useDraft(draft: ConfigDraft): DraftSnapshot {
  return useSyncExternalStore(draft.subscribe, () => draft.snapshot)
}

/** What a view shows of the draft of a file that was opened; null for one that was not. */
export function useOpenedDraft(id: string): DraftSnapshot | null {
  const engine = useDesk(({ engines }) => engines.get(id))
  const draft = engine?.phase === 'ready' ? engine.draft : null
  return useSyncExternalStore(draft?.subscribe ?? noSubscription, () => draft?.snapshot ?? null)
}

const loading: OpenedEngine = { phase: 'loading' }

function noSubscription(): () => void {
  return () => undefined
}

function readyEngine(document: EngineDocument): ReadyEngine {
  const { engine, text, facts } = document
  const draft = new ConfigDraft({
    text,
    facts,
    name: `Text of ${fileName(engine.path)}`,
    definition: engineDefinition(engine.kind),
  })
  return { phase: 'ready', document, draft, outside: { type: 'none' }, conflict: null }
}

function put(id: string, engine: OpenedEngine): void {
  useDesk.setState(({ engines }) => ({ engines: new Map([...engines, [id, engine]]) }))
}
