import { shell, type WebContents } from 'electron'

import { AppFailure, appError } from '#shared/app-error.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { EngineKeyInput, EngineKind } from '#shared/engine.ts'

import type { GatewayRegistry } from '../gateway/gateway-registry.ts'
import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { Store } from '../settings/store.ts'
import { askForPath } from '../window/ask-for-path.ts'
import type { EngineClient } from './engine-client.ts'
import type { EngineSwitch } from './engine-desk.ts'

/** Engines' config files, as the renderer asks for them. */
export function engineHandlers({
  engines,
  registry,
  store,
}: {
  engines: EngineClient
  registry: GatewayRegistry
  store: Store
}): Handlers {
  return {
    'engine:open': (input) => engines.call('open', input),
    'engine:save': (input) => engines.call('save', input),
    'engine:backup': async (input) => ({ text: await engines.call('backup', input) }),
    'engine:restore': (input) => engines.call('restore', input),
    'engine:use-model': async (input) => {
      const switched = await engines.call('useModel', input)
      tellOfSwitch(switched, input.ref)
      return { backupId: switched.backupId }
    },
    'engine:store-key': async ({ key, ...input }) =>
      engines.call('storeKey', { ...input, key: await plainKey(key, registry) }),
    'engine:mend': (input) => engines.call('mend', input),
    'engine:choose-file': async ({ kind }, sender) => {
      const path = await askForFile(kind, sender)
      if (path === null) return null
      const { engine, chosen } = await engines.call('choose', { kind, path })
      store.update({ engineFiles: chosen })
      return engine
    },
    'engine:forget-file': async (input) => {
      const { chosen } = await engines.call('forget', input)
      store.update({ engineFiles: chosen })
    },
    'engine:reveal': ({ id }) => {
      const { path, state, stateFolder } = engines.engine(id)
      shell.showItemInFolder(state.type === 'absent' ? stateFolder : path)
    },
  }
}

/** Tells the windows of a switch, so that they can offer to take it back; of one that changed nothing there is nothing to tell. */
export function tellOfSwitch({ engine, backupId, afterHash }: EngineSwitch, ref: string): void {
  if (backupId === null) return
  tellWindows('engine:switched', { id: engine.id, engineName: engine.name, ref, backupId, afterHash })
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

function askForFile(kind: EngineKind, sender: WebContents): Promise<string | null> {
  return askForPath(sender, {
    title: `Choose a config file of ${engineDefinition(kind).name}`,
    // The engines' folders begin with a dot.
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'JSON', extensions: ['json', 'json5'] },
      { name: 'All files', extensions: ['*'] },
    ],
  })
}
