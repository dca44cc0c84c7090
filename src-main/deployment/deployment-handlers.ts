import type { Handlers } from '../ipc/serve.ts'
import type { DeploymentDesk } from './deployment-desk.ts'

/** Models and deployments, as the renderer asks for them. */
export function deploymentHandlers(desk: DeploymentDesk): Handlers {
  return {
    'deployment:list': ({ gatewayId }) => desk.list(gatewayId),
    'deployment:add': ({ gatewayId, draft }) => desk.add(gatewayId, draft),
    'deployment:update': ({ gatewayId, id, changes }) => desk.update(gatewayId, id, changes),
    'deployment:delete': ({ gatewayId, id }) => desk.remove(gatewayId, id),
    'deployment:try': ({ gatewayId, model, id }) => desk.try(gatewayId, model, id),
  }
}
