import { shell } from 'electron'

import type { Handlers } from '../ipc/serve.ts'
import { askForPath } from '../window/ask-for-path.ts'
import type { RoutingClient } from './routing-client.ts'

/** LiteLLM config files, as the renderer asks for them. */
export function routingHandlers(routing: RoutingClient): Handlers {
  return {
    'routing:list': () => routing.list(),
    'routing:choose': async (_input, sender) => {
      const path = await askForPath(sender, {
        title: 'Open a LiteLLM config file',
        properties: ['openFile', 'showHiddenFiles'],
        filters: [
          { name: 'YAML', extensions: ['yaml', 'yml'] },
          { name: 'All files', extensions: ['*'] },
        ],
      })
      return path === null ? null : routing.choose(path)
    },
    'routing:forget': ({ id }) => routing.forget(id),
    'routing:open': ({ id }) => routing.open(id),
    'routing:save': ({ id, ...save }) => routing.save(id, save),
    'routing:backup': async ({ id, backupId }) => ({ text: await routing.backupText(id, backupId) }),
    'routing:restore': ({ id, backupId, afterHash }) => routing.restore(id, backupId, afterHash),
    'routing:reveal': ({ id }) => shell.showItemInFolder(routing.pathOf(id)),
  }
}
