import type { Answered, Call, GatewayState } from './call.ts'
import { apiBase, type Deployment } from './deployments.ts'
import { detailFailure } from './failure.ts'

/** GET /health/liveliness. */
export function getLiveliness(): Answered {
  return { body: "I'm alive!" }
}

/** GET /health/readiness. `demo` is this gateway's own field: no real proxy sends it. */
export function getReadiness(state: GatewayState): Answered {
  const { database, isNewer, now, version } = state.settings
  const db = database ? 'connected' : 'Not connected'
  const status = database ? 'connected' : 'healthy'
  if (isNewer) return { body: { status: 'healthy', db, demo: true } }
  return {
    body: {
      status,
      db,
      cache: null,
      litellm_version: version,
      success_callbacks: [],
      use_aiohttp_transport: true,
      license: { has_license: false, license_type: null },
      ...(database ? { last_updated: now().toISOString() } : {}),
      demo: true,
    },
  }
}

/** GET /health/readiness/details: what newer gateways tell the holder of the master key alone. */
export function getReadinessDetails({ state }: Call): Answered {
  const { database, isNewer, version } = state.settings
  if (!isNewer) throw detailFailure(404, 'Not Found')
  return {
    body: {
      status: 'healthy',
      db: database ? 'connected' : 'Not connected',
      cache: null,
      litellm_version: version,
      success_callbacks: [],
      use_aiohttp_transport: true,
      log_level: 'WARNING',
      is_detailed_debug: false,
    },
  }
}

/** GET /health. A real proxy would call every model; nothing is called here. */
export function getHealth({ state }: Call): Answered {
  const deployments = state.deployments.list()
  const healthy = deployments.filter((deployment) => deployment.behaviour !== 'fails')
  const unhealthy = deployments.filter((deployment) => deployment.behaviour === 'fails')
  return {
    body: {
      healthy_endpoints: healthy.map(described),
      unhealthy_endpoints: unhealthy.map((deployment) => ({
        ...described(deployment),
        error: 'litellm.InternalServerError: InternalServerError: OpenAIException - demo failure',
      })),
      healthy_count: healthy.length,
      unhealthy_count: unhealthy.length,
    },
  }
}

function described(deployment: Deployment): object {
  return {
    model: `${deployment.provider}/${deployment.upstreamModel}`,
    api_base: apiBase(deployment),
    model_id: deployment.id,
  }
}
