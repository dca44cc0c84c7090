import { startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'

import { mockedModels } from '../litellm/proxy-config.ts'
import { startLiteLlm } from '../litellm/start-litellm.ts'
import { startUpstream, upstreamModel } from '../litellm/upstream.ts'

/** What goes wrong at a provider, in a word both gateways can be asked for. */
export const problems = [
  'fails',
  'refuses-its-key',
  'is-rate-limited',
  'is-too-long',
  'is-against-policy',
] as const
export type Problem = (typeof problems)[number]

/** A chat that one of the gateways answers in the way the case is about. */
export interface Question {
  readonly model: string
  readonly text: string
}

/** A gateway under test. */
export interface TestedGateway {
  readonly url: string
  readonly adminKey: string
  /** Fails with `problem`. */
  asksFor(problem: Problem): Question
  /** Fails, and gpt-4o-mini answers instead. */
  readonly fallsBack: Question
  /** Rests from the second call on, where the gateway was started with cooldowns. */
  readonly rests: Question
  /** Answers with one piece, then reports an error in the stream. */
  readonly breaks: Question
  /** Runs a statement in its database, as `psql -At` does; null where it has none to ask. */
  readonly sql: ((statement: string) => Promise<string>) | null
  close(): Promise<void>
}

/** How a gateway is started. */
export interface GatewayNeeds {
  readonly database: boolean
  /** Whether a deployment that failed rests for a while; false when left out. */
  readonly cooldowns?: boolean
  /** Whether models can be added while it runs; as there is a database when left out. */
  readonly storesModels?: boolean
}

/** The gateways every case runs against. */
export const gateways = [
  { name: 'the demo gateway', isReal: false, start: startDemo },
  { name: 'the real LiteLLM proxy', isReal: true, start: startReal },
] as const

const question = 'Good day!'

async function startDemo({ database, storesModels = database }: GatewayNeeds): Promise<TestedGateway> {
  const gateway = await startDemoGateway({
    database,
    storesModels,
    isNewer: true,
    chunkDelayMs: 0,
    spendLogDelayMs: 0,
  })
  const words: Record<Problem, string> = {
    fails: 'error: 500',
    'refuses-its-key': 'error: 401',
    'is-rate-limited': 'error: 429',
    'is-too-long': 'error: context',
    'is-against-policy': 'error: content-policy',
  }
  return {
    url: gateway.url,
    adminKey: gateway.adminKey,
    asksFor: (problem) => ({ model: 'gpt-4o', text: words[problem] }),
    fallsBack: { model: 'demo-falls-back', text: question },
    rests: { model: 'demo-rate-limited', text: question },
    breaks: { model: 'gpt-4o', text: 'error: mid-stream' },
    sql: null,
    close: () => gateway.close(),
  }
}

async function startReal({
  database,
  cooldowns,
  storesModels = database,
}: GatewayNeeds): Promise<TestedGateway> {
  const upstream = await startUpstream()
  const proxy = await startLiteLlm({
    database,
    storesModels,
    config: {
      model_list: [
        ...mockedModels,
        upstreamModel(upstream, 'answer'),
        upstreamModel(upstream, 'fail', 'falls-back'),
        upstreamModel(upstream, 'refuse-key', 'rests'),
      ],
      litellm_settings: { num_retries: 0, fallbacks: [{ 'falls-back': ['gpt-4o-mini'] }] },
      router_settings: { disable_cooldowns: cooldowns !== true },
      // Seconds, not LiteLLM's ten: spend logs appear sooner.
      general_settings: {
        proxy_batch_write_at: 1,
        store_prompts_in_spend_logs: true,
      },
    },
  })
  const words: Record<Problem, string> = {
    fails: '/fail',
    'refuses-its-key': '/refuse-key',
    'is-rate-limited': '/rate-limit',
    'is-too-long': '/too-long',
    'is-against-policy': '/policy',
  }
  return {
    url: proxy.url,
    adminKey: proxy.adminKey,
    asksFor: (problem) => ({ model: 'answer', text: words[problem] }),
    fallsBack: { model: 'falls-back', text: question },
    rests: { model: 'rests', text: question },
    breaks: { model: 'answer', text: '/break' },
    sql:
      proxy.database === null ? null : (statement) => proxy.database?.sql(statement) ?? Promise.resolve(''),
    close: async () => {
      await proxy.close()
      await upstream.close()
    },
  }
}
