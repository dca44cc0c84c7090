import { definedOf } from '#shared/defined.ts'

import type { Handlers } from '../ipc/serve.ts'
import { askForPath } from '../window/ask-for-path.ts'
import type { LocalGatewayHost } from './local-gateway-host.ts'

/** LiteLLM on this computer, as the renderer asks for it. */
export function localGatewayHandlers(host: LocalGatewayHost): Handlers {
  return {
    'local-gateway:find': () => host.find(),
    'local-gateway:install': () => host.install(),
    'local-gateway:cancel-install': () => host.cancelInstall(),
    'local-gateway:remove-installation': () => host.removeInstallation(),
    'local-gateway:set-up': (changes) => host.setUp(definedOf(changes)),
    'local-gateway:set-secret': ({ variable, secret }) => host.setSecret(variable, secret),
    'local-gateway:choose-environment': async (_nothing, sender) => ({
      path: await askForPath(sender, {
        title: 'Choose an environment with LiteLLM',
        properties: ['openDirectory', 'showHiddenFiles'],
      }),
    }),
    'local-gateway:choose-config': async (_nothing, sender) => ({
      path: await askForPath(sender, {
        title: 'Choose a config.yaml of LiteLLM',
        properties: ['openFile', 'showHiddenFiles'],
        filters: [
          { name: 'YAML', extensions: ['yaml', 'yml'] },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    }),
    'local-gateway:start': () => host.start({ activates: true }),
    'local-gateway:stop': () => host.stop(),
    'local-gateway:log': () => ({ lines: [...host.log.lines] }),
  }
}
