import type {
  EngineDocument,
  EngineFacts,
  EngineFile,
  EngineKind,
  EngineMend,
  EngineSaveOutcome,
} from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { RequestInput } from '#shared/ipc/contract.ts'

import { request, requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { FileDesk, type FileSaveInput, type OpenedFile, type ReadyFile } from '../config-editor/file-desk.ts'
import { ConfigDraft } from './draft/config-draft.ts'

/** An engine's file as the window holds it. */
export type OpenedEngine = OpenedFile<EngineDocument, ConfigDraft>
export type ReadyEngine = ReadyFile<EngineDocument, ConfigDraft>

/** The engines' files; components use the hooks of `use-engine.ts`. */
export const desk = new FileDesk<EngineFacts, EngineDocument, ConfigDraft>({
  idOf: ({ engine }) => engine.id,
  pathOf: ({ engine }) => engine.path,
  open: (id) => request('engine:open', { id }),
  save: (id, input) => request('engine:save', { id, ...input }),
  restore: (input) => request('engine:restore', input),
  draftOf: ({ engine, text, facts }, name) =>
    new ConfigDraft({
      text,
      facts,
      name,
      definition: engineDefinition(engine.kind),
      isReadOnly: engine.state.type === 'managed',
    }),
})

/** Every engine's file that was opened since the window began; its draft stays when the place is left. */
export const useDesk = desk.useStore

let isListening = false

/** Follows what happens to open files. It goes on as long as the window, since the drafts do. */
export function followFiles(): void {
  if (isListening) return
  isListening = true
  window.bridge.on('engine:changed', ({ id, hash }) => desk.changed(id, hash))
}

/** Reads a file unless it is there already. */
export async function engineOpened(id: string): Promise<void> {
  await desk.open(id)
}

/** Reads an open file once more, such as after a change outside. A failure leaves what is shown. */
export async function fileReread(id: string): Promise<void> {
  await desk.reread(id)
}

/** Main told how a file is now. What was not saved stays in the draft. */
export function documentCame(document: EngineDocument): void {
  desk.came(document)
}

/** Writes a text to an engine's file. Throws RequestFailure when main refuses; a conflict is kept for the view to show. */
export async function textSaved(id: string, input: FileSaveInput): Promise<EngineSaveOutcome> {
  return desk.save(id, input)
}

/** Puts a backup back; what it was for is `word` in the toast. */
export async function backupRestored(
  input: RequestInput<'engine:restore'>,
  word: string,
): Promise<EngineSaveOutcome['type'] | null> {
  return desk.restore(input, word)
}

/** The user looks at what others wrote where the draft was changed. */
export function conflictAsked(id: string): void {
  desk.askConflict(id)
}

/** The conflict is put aside; the draft stays as it is. */
export function conflictLeft(id: string): void {
  desk.leaveConflict(id)
}

/** The draft gives way to what is in the file. It can be undone like any other change of the draft. */
export async function theirsTaken(id: string): Promise<void> {
  await desk.takeTheirs(id)
}

/** A note about a change outside was read. */
export function outsideSeen(id: string): void {
  desk.outsideSeen(id)
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
  desk.close(id)
}
