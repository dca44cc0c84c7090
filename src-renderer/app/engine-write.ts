import type { EngineFile } from '#shared/engine.ts'

import { showToast } from '../ui/toast-store.ts'
import { errorOf, request, showFailure } from './bridge.ts'
import { useNavigation } from './navigation-store.ts'

/** What a write to an engine's file can be taken back by. */
export interface EngineWrite {
  /** The engine's. */
  readonly id: string
  readonly engineName: string
  /** null when nothing was there before, so there is nothing to go back to. */
  readonly backupId: string | null
  /** The file as the write left it; null when it is gone. */
  readonly afterHash: string | null
}

/**
 * Says what was written to an engine's file from outside its editor, and offers to take it back. `undone` says how the engine
 * is then.
 */
export function tellOfWrite(
  text: string,
  write: EngineWrite,
  undone: (engine: EngineFile) => string = ({ name }) => `${name} is as it was before.`,
): void {
  const { backupId } = write
  const undo = backupId === null ? null : () => void takeBack(write, backupId, undone)
  showToast({
    text,
    tone: 'positive',
    ...(undo === null ? {} : { action: { label: 'Undo', onSelect: undo } }),
  })
}

async function takeBack(
  { id, engineName, afterHash }: EngineWrite,
  backupId: string,
  undone: (engine: EngineFile) => string,
): Promise<void> {
  try {
    const outcome = await request('engine:restore', { id, backupId, afterHash })
    if (outcome.type === 'saved') {
      showToast({ text: undone(outcome.document.engine) })
      return
    }
    showToast({
      text: `${engineName}’s config file was changed since in the same place, so it stays as it is.`,
      tone: 'negative',
      action: { label: 'Open it', onSelect: () => useNavigation.getState().openEngine(id) },
    })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}
