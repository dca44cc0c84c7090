import type { Deployment, ModelGroup } from '#shared/deployment.ts'

const unknown = {
  mode: 'chat',
  contextWindow: null,
  maxOutputTokens: null,
  prices: { input: null, output: null, cacheRead: null, cacheWrite: null },
  capabilities: [],
} as const satisfies Partial<Deployment>

/** A public name of which the gateway tells little; `changes` replace what matters. */
export function sampleGroup(name: string, changes: Partial<ModelGroup> = {}): ModelGroup {
  return {
    ...unknown,
    capabilities: [],
    name,
    providers: ['openai'],
    parameters: null,
    tpmLimit: null,
    rpmLimit: null,
    health: null,
    deployments: [],
    ...changes,
  }
}

/** A deployment in the gateway's database; `changes` replace what matters. */
export function sampleDeployment(changes: Partial<Deployment> = {}): Deployment {
  return {
    ...unknown,
    capabilities: [],
    id: 'd1',
    model: 'gpt-4o',
    providerModel: 'openai/gpt-4o',
    provider: 'openai',
    apiBase: null,
    tpmLimit: null,
    rpmLimit: null,
    isInDatabase: true,
    params: {},
    custom: {},
    ownPrices: [],
    ...changes,
  }
}
