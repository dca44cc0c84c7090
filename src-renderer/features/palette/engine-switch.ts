import type { EventPayload } from '#shared/ipc/contract.ts'
import { errorOf, request, showFailure } from '../../app/bridge.ts'
import { showToast } from '../../ui/toast-store.ts'

type EngineSwitch = EventPayload<'engine:switched'>

/** Makes an engine use another model, and offers to take that back. */
export async function switchEngineModel(engineId: string, ref: string): Promise<void> {
  // The event tells how the file was left, without which it could not be put back safely.
  const stop = window.bridge.on('engine:switched', (change) => {
    if (change.id !== engineId || change.ref !== ref || !change.isFromWindow) return
    stop()
    tellSwitched(change)
  })
  try {
    await request('engine:use-model', { id: engineId, ref })
  } catch (cause) {
    stop()
    showFailure(errorOf(cause))
  }
}

function tellSwitched(change: EngineSwitch): void {
  const { engineName, ref, backupId } = change
  showToast({
    text: `${engineName} uses ${ref} now.`,
    tone: 'positive',
    ...(backupId === null
      ? {}
      : { action: { label: 'Undo', onSelect: () => void takeBack(change, backupId) } }),
  })
}

async function takeBack({ id, engineName, afterHash }: EngineSwitch, backupId: string): Promise<void> {
  try {
    const outcome = await request('engine:restore', { id, backupId, afterHash })
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
