import { BrowserWindow, dialog, shell, type OpenDialogOptions, type WebContents } from 'electron'

import type { Handlers } from '../ipc/serve.ts'
import type { RoutingDesk } from './routing-desk.ts'

/** LiteLLM config files, as the renderer asks for them. */
export function routingHandlers(desk: RoutingDesk): Handlers {
  return {
    'routing:list': () => desk.list(),
    'routing:choose': async (_input, sender) => {
      const path = await askForFile(sender)
      return path === null ? null : desk.choose(path)
    },
    'routing:forget': ({ id }) => desk.forget(id),
    'routing:open': ({ id }) => desk.open(id),
    'routing:save': (save) => desk.save(save),
    'routing:backup': async ({ id, backupId }) => ({ text: await desk.backupText(id, backupId) }),
    'routing:restore': ({ id, backupId, afterHash }) => desk.restore(id, backupId, afterHash),
    'routing:reveal': async ({ id }) => {
      const { entry } = await desk.open(id)
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
