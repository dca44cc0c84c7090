import { BrowserWindow, dialog, shell, type OpenDialogOptions, type WebContents } from 'electron'

import type { Handlers } from '../ipc/serve.ts'
import type { RoutingDesk } from './routing-desk.ts'

/** LiteLLM config files, as the renderer asks for them. */
export function routingHandlers(desk: () => Promise<RoutingDesk>): Handlers {
  return {
    'routing:list': async () => (await desk()).list(),
    'routing:choose': async (_input, sender) => {
      const path = await askForFile(sender)
      return path === null ? null : (await desk()).choose(path)
    },
    'routing:forget': async ({ id }) => (await desk()).forget(id),
    'routing:open': async ({ id }) => (await desk()).open(id),
    'routing:save': async (save) => (await desk()).save(save),
    'routing:backup': async ({ id, backupId }) => ({ text: await (await desk()).backupText(id, backupId) }),
    'routing:restore': async ({ id, backupId, afterHash }) => (await desk()).restore(id, backupId, afterHash),
    'routing:reveal': async ({ id }) => {
      const { entry } = await (await desk()).open(id)
      shell.showItemInFolder(entry.path)
    },
  }
}

async function askForFile(sender: WebContents): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: 'Open a LiteLLM config file',
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'YAML', extensions: ['yaml', 'yml'] },
      { name: 'All files', extensions: ['*'] },
    ],
  }
  const window = BrowserWindow.fromWebContents(sender)
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? null : (filePaths[0] ?? null)
}
