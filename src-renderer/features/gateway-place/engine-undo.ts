import { errorOf, request, showFailure } from '../../app/bridge.ts'
import { showToast } from '../../ui/toast-store.ts'

/** What a write to an engine's file can be taken back by. */
export interface EngineWrite {
  readonly engineId: string
  readonly engineName: string
  /** null when nothing was there before, so there is nothing to go back to. */
  readonly backupId: string | null
  readonly afterHash: string | null
}

/** Says what was written to an engine's file, and offers to take it back. */
export function toastWithUndo(text: string, write: EngineWrite): void {
  const { backupId } = write
  showToast({
    text,
    tone: 'positive',
    ...(backupId === null
      ? {}
      : { action: { label: 'Undo', onSelect: () => void takeBack(write, backupId) } }),
  })
}

async function takeBack({ engineId, engineName, afterHash }: EngineWrite, backupId: string): Promise<void> {
  try {
    const outcome = await request('engine:restore', { id: engineId, backupId, afterHash })
    if (outcome.type === 'saved') showToast({ text: `${engineName} is as it was before.` })
    else
      showToast({
        text: `The config file of ${engineName} has changed since in the same place, so it was left as it is.`,
        tone: 'negative',
      })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}
