import { BrowserWindow, dialog, shell, type OpenDialogOptions, type WebContents } from 'electron'

import { AppFailure, appError } from '#shared/app-error.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { EngineKeyInput, EngineKind } from '#shared/engine.ts'

import type { GatewayRegistry } from '../gateway/gateway-registry.ts'
import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { EngineDesk, EngineSwitch } from './engine-desk.ts'

/** Engines' config files, as the renderer asks for them. */
export function engineHandlers({
  desk,
  registry,
}: {
  desk: EngineDesk
  registry: GatewayRegistry
}): Handlers {
  const { list } = desk
  return {
    'engine:open': ({ id }) => desk.open(id),
    'engine:save': (save) => desk.save(save),
    'engine:backup': async ({ id, backupId }) => ({ text: await desk.backupText(id, backupId) }),
    'engine:restore': ({ id, backupId, afterHash }) => desk.restore(id, backupId, afterHash),
    'engine:use-model': async ({ id, ref }) => {
      const switched = await desk.useModel(id, ref)
      tellOfSwitch(switched, ref, true)
      return { backupId: switched.backupId }
    },
    'engine:store-key': async ({ id, providerId, place, key }) =>
      desk.storeKey(id, providerId, place, await plainKey(key, registry)),
    'engine:mend': ({ id, mend }) => desk.mend(id, mend),
    'engine:choose-file': async ({ kind }, sender) => {
      const path = await askForFile(kind, sender)
      return path === null ? null : list.choose(kind, path)
    },
    'engine:forget-file': ({ id }) => list.forget(id),
    'engine:reveal': ({ id }) => {
      const { path, state, stateFolder } = list.engine(id)
      shell.showItemInFolder(state.type === 'absent' ? stateFolder : path)
    },
  }
}

/** Tells the windows of a switch, so that they can offer to take it back. */
export function tellOfSwitch(
  { engine, backupId, afterHash }: EngineSwitch,
  ref: string,
  isFromWindow: boolean,
): void {
  tellWindows('engine:switched', {
    id: engine.id,
    engineName: engine.name,
    ref,
    backupId,
    afterHash,
    isFromWindow,
  })
}

async function plainKey(key: EngineKeyInput, registry: GatewayRegistry): Promise<string> {
  if (key.source === 'typed') return key.key.trim()
  const stored = await registry.keyOf(registry.find(key.gatewayId))
  if (stored === null) {
    throw new AppFailure(
      appError('key-missing', 'This gateway has no key in Litedesk.', { nextStep: 'Type the key instead.' }),
    )
  }
  return stored
}

async function askForFile(kind: EngineKind, sender: WebContents): Promise<string | null> {
  const { name } = engineDefinition(kind)
  const options: OpenDialogOptions = {
    title: `Choose a config file of ${name}`,
    // The engines' folders begin with a dot.
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'JSON', extensions: ['json', 'json5'] },
      { name: 'All files', extensions: ['*'] },
    ],
  }
  const window = BrowserWindow.fromWebContents(sender)
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? null : (filePaths[0] ?? null)
}
