import { useEffect, useSyncExternalStore } from 'react'
import { create, type StoreApi, type UseBoundStore } from 'zustand'

import type { AppError } from '#shared/app-error.ts'

import { errorOf, showFailure } from '../../app/bridge.ts'
import { addUnsavedSource } from '../../app/unsaved-work.ts'
import { showToast } from '../../ui/toast-store.ts'
import type { DraftSnapshot, EditedDraft, TextAnalysis, TextDraft } from './text-draft.ts'
import { fileName } from './words.ts'

/** What main tells of a config file. */
export interface FileDocument<Facts> {
  readonly text: string
  readonly hash: string | null
  readonly facts: Facts
}

/** What somebody else wrote where the draft was changed too. */
export interface Conflict {
  readonly theirs: string
  readonly theirsHash: string | null
}

export interface ReadyFile<Document, Draft> {
  readonly phase: 'ready'
  /** The file as it was read or written last: what the draft began from. */
  readonly document: Document
  readonly draft: Draft
  /**
   * How the file was changed by others while the draft was edited. `taken`: the change is in the draft too. `collides`: it is
   * where the draft was changed, so the draft stays as it is until saving asks; holds the file as it is now.
   */
  readonly outside:
    | { readonly type: 'none' }
    | { readonly type: 'taken' }
    | { readonly type: 'collides'; readonly document: Document }
  /** null while saving has met none. */
  readonly conflict: Conflict | null
}

/** A config file as the window holds it. */
export type OpenedFile<Document, Draft> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: AppError }
  | ReadyFile<Document, Draft>

/** How saving or restoring ended. */
export type FileOutcome<Document> =
  | {
      readonly type: 'saved'
      readonly document: Document
      readonly backupId: string | null
      readonly wasMerged: boolean
    }
  | { readonly type: 'conflict'; readonly theirs: string; readonly theirsHash: string | null }

export interface FileSaveInput {
  readonly text: string
  readonly baseHash: string | null
  readonly mayBeInvalid: boolean
  readonly reason: string
}

export interface FileRestoreInput {
  readonly id: string
  readonly backupId: string
  readonly afterHash: string | null
}

/** The way of one kind of config file to main and back. Each throws RequestFailure. */
export interface FileDeskParts<Document, Draft> {
  readonly idOf: (document: Document) => string
  readonly pathOf: (document: Document) => string
  readonly open: (id: string) => Promise<Document>
  readonly save: (id: string, input: FileSaveInput) => Promise<FileOutcome<Document>>
  readonly restore: (input: FileRestoreInput) => Promise<FileOutcome<Document>>
  readonly draftOf: (document: Document, name: string) => Draft
}

export interface Desk<Document, Draft> {
  readonly files: ReadonlyMap<string, OpenedFile<Document, Draft>>
}

/** Every config file of a kind that was opened since the window began; its draft stays when the place is left. */
export class FileDesk<
  Facts,
  Document extends FileDocument<Facts>,
  Draft extends TextDraft<TextAnalysis, Facts>,
> {
  readonly useStore: UseBoundStore<StoreApi<Desk<Document, Draft>>>
  readonly #parts: FileDeskParts<Document, Draft>

  constructor(parts: FileDeskParts<Document, Draft>) {
    this.#parts = parts
    this.useStore = create<Desk<Document, Draft>>(() => ({ files: new Map() }))
    addUnsavedSource(() => this.#unsaved())
  }

  /** The file, when it is open. */
  ready(id: string): ReadyFile<Document, Draft> | null {
    const file = this.useStore.getState().files.get(id)
    return file?.phase === 'ready' ? file : null
  }

  /** Main told that a file changed, whoever changed it. */
  changed(id: string, hash: string | null): void {
    const file = this.useStore.getState().files.get(id)
    if (file?.phase === 'ready' && file.document.hash !== hash) void this.reread(id)
    if (file?.phase === 'failed') void this.open(id)
  }

  /** Reads a file unless it is there already. */
  async open(id: string): Promise<void> {
    const known = this.useStore.getState().files.get(id)
    if (known?.phase === 'ready' || known?.phase === 'loading') return
    this.#put(id, { phase: 'loading' })
    try {
      const document = await this.#parts.open(id)
      const draft = this.#parts.draftOf(document, `Text of ${this.#nameOf(document)}`)
      this.#put(id, { phase: 'ready', document, draft, outside: { type: 'none' }, conflict: null })
    } catch (cause) {
      this.#put(id, { phase: 'failed', error: errorOf(cause) })
    }
  }

  /** Reads an open file once more, such as after a change outside. A failure leaves what is shown; the list tells of it. */
  async reread(id: string): Promise<void> {
    const before = this.ready(id)
    if (before === null) return
    const document = await this.#parts.open(id).catch(() => null)
    // What was saved or read meanwhile is newer.
    if (document !== null && this.ready(id)?.document === before.document) this.came(document)
  }

  /** Main told how a file is now. What was not saved stays in the draft. */
  came(document: Document): void {
    const id = this.#parts.idOf(document)
    const file = this.ready(id)
    if (file === null) return
    const { draft } = file
    if (!draft.snapshot.isDirty) {
      draft.fileRead(document.text, document.facts)
      this.#put(id, { ...file, document, outside: { type: 'none' }, conflict: null })
    } else if (document.hash === file.document.hash) {
      draft.factsChanged(document.facts)
      this.#put(id, { ...file, document: { ...document, text: file.document.text } })
    } else if (draft.takeOver(document.text, document.facts)) {
      this.#put(id, { ...file, document, outside: { type: draft.snapshot.isDirty ? 'taken' : 'none' } })
    } else {
      this.#put(id, { ...file, outside: { type: 'collides', document } })
    }
  }

  /** Writes a text to a file. Throws RequestFailure when main refuses; a conflict is kept for the view to show. */
  async save(id: string, input: FileSaveInput): Promise<FileOutcome<Document>> {
    const outcome = await this.#parts.save(id, input)
    const file = this.ready(id)
    if (file === null) return outcome
    if (outcome.type === 'conflict') {
      this.#put(id, { ...file, conflict: { theirs: outcome.theirs, theirsHash: outcome.theirsHash } })
      return outcome
    }
    const { document, backupId, wasMerged } = outcome
    file.draft.fileRead(document.text, document.facts)
    this.#put(id, { ...file, document, outside: { type: 'none' }, conflict: null })
    const name = this.#nameOf(document)
    const undo = backupId === null ? null : { id, backupId, afterHash: document.hash }
    showToast({
      text: wasMerged ? `Saved to ${name}, with what others changed meanwhile` : `Saved to ${name}`,
      tone: 'positive',
      ...(undo === null
        ? {}
        : { action: { label: 'Undo', onSelect: () => void this.restore(undo, 'Undone') } }),
    })
    return outcome
  }

  /** Puts a backup back; what it was for is `word` in the toast. */
  async restore(input: FileRestoreInput, word: string): Promise<FileOutcome<Document>['type'] | null> {
    const { id } = input
    try {
      const outcome = await this.#parts.restore(input)
      if (outcome.type === 'conflict') {
        showToast({ text: 'The file was changed since, so it stays as it is.', tone: 'negative' })
        return outcome.type
      }
      const { document, backupId } = outcome
      const file = this.ready(id)
      if (file?.draft.snapshot.isDirty === false) file.draft.fileRead(document.text, document.facts, true)
      this.came(document)
      const back = backupId === null ? null : { id, backupId, afterHash: document.hash }
      showToast({
        text: `${word}: ${this.#nameOf(document)} is as it was`,
        ...(back === null
          ? {}
          : { action: { label: 'Undo', onSelect: () => void this.restore(back, 'Undone') } }),
      })
      return outcome.type
    } catch (cause) {
      showFailure(errorOf(cause))
      return null
    }
  }

  /** The user looks at what others wrote where the draft was changed. */
  askConflict(id: string): void {
    const file = this.ready(id)
    if (file?.outside.type !== 'collides') return
    const { text, hash } = file.outside.document
    this.#put(id, { ...file, conflict: { theirs: text, theirsHash: hash } })
  }

  /** The conflict is put aside; the draft stays as it is. */
  leaveConflict(id: string): void {
    const file = this.ready(id)
    if (file !== null) this.#put(id, { ...file, conflict: null })
  }

  /** The draft gives way to what is in the file. It can be undone like any other change of the draft. */
  async takeTheirs(id: string): Promise<void> {
    const document = await this.#parts.open(id)
    const file = this.ready(id)
    if (file === null) return
    file.draft.fileRead(document.text, document.facts, true)
    this.#put(id, { ...file, document, outside: { type: 'none' }, conflict: null })
  }

  /** A note about a change outside was read. */
  outsideSeen(id: string): void {
    const file = this.ready(id)
    if (file !== null) this.#put(id, { ...file, outside: { type: 'none' } })
  }

  /** The file is no longer on the list; what was not saved of it is gone. */
  close(id: string): void {
    this.ready(id)?.draft.close()
    const { files } = this.useStore.getState()
    this.useStore.setState({ files: new Map([...files].filter(([known]) => known !== id)) })
  }

  /** The file for a view, opened when it is not yet. `follow` begins to hear of changes. */
  useFile(id: string, follow: () => void): OpenedFile<Document, Draft> {
    useEffect(() => {
      follow()
      void this.open(id)
      // Keys and environments lie outside of the file that is followed; they change while another program is used.
      const look = (): void => void this.reread(id)
      window.addEventListener('focus', look)
      return () => window.removeEventListener('focus', look)
    }, [id, follow])
    return this.useStore(({ files }) => files.get(id)) ?? loading
  }

  /** Files whose draft is not saved, by name. */
  #unsaved(): string[] {
    return [...this.useStore.getState().files.values()].flatMap((file) =>
      file.phase === 'ready' && file.draft.snapshot.isDirty ? [this.#nameOf(file.document)] : [],
    )
  }

  #nameOf(document: Document): string {
    return fileName(this.#parts.pathOf(document))
  }

  #put(id: string, file: OpenedFile<Document, Draft>): void {
    this.useStore.setState(({ files }) => ({ files: new Map([...files, [id, file]]) }))
  }
}

const loading = { phase: 'loading' } as const

/** What a view shows of a draft beside its text. */
export function useSnapshot<Analysis extends TextAnalysis>(
  draft: Pick<EditedDraft<Analysis>, 'subscribe' | 'snapshot'>,
): DraftSnapshot<Analysis> {
  return useSyncExternalStore(draft.subscribe, () => draft.snapshot)
}
