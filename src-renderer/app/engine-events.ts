import type { EventPayload } from '#shared/ipc/contract.ts'

import { showToast } from '../ui/toast-store.ts'
import { errorOf, request, showFailure } from './bridge.ts'
import { useNavigation } from './navigation-store.ts'

/** Shows the engine main asks for, and offers to take back a switch, wherever it was made. Returns the end of both. */
export function startEngineEvents(): () => void {
  const stops = [
    window.bridge.on('engine:show', ({ id }) => useNavigation.getState().openEngine(id)),
    window.bridge.on('engine:switched', tellSwitched),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

type EngineSwitch = EventPayload<'engine:switched'>

function tellSwitched(change: EngineSwitch): void {
  const { engineName, ref, backupId } = change
  const undo = backupId === null ? null : () => void takeBack(change, backupId)
  showToast({
    text: `${engineName} uses ${ref} now.`,
    tone: 'positive',
    ...(undo === null ? {} : { action: { label: 'Undo', onSelect: undo } }),
  })
}

async function takeBack({ id, engineName, afterHash }: EngineSwitch, backupId: string): Promise<void> {
  try {
    const outcome = await request('engine:restore', { id, backupId, afterHash })
    if (outcome.type === 'saved') {
      showToast({ text: `${engineName} uses ${outcome.document.engine.primary ?? 'no model'} again.` })
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
