import { z } from 'zod'

import { AppError } from './app-error.ts'
import { Usd } from './money.ts'

/** USD for one million tokens; null where the gateway has no price. */
export const ModelPrices = z.object({
  input: Usd.nullable(),
  output: Usd.nullable(),
  cacheRead: Usd.nullable(),
  cacheWrite: Usd.nullable(),
})
export type ModelPrices = z.infer<typeof ModelPrices>

/** What a public name or a deployment is able to do. */
const abilities = {
  /** LiteLLM's mode, such as `chat` or `embedding`; null when the gateway does not say. */
  mode: z.string().nullable(),
  /** Largest input, in tokens. */
  contextWindow: z.number().nullable(),
  /** Largest answer, in tokens. */
  maxOutputTokens: z.number().nullable(),
  prices: ModelPrices,
  /** LiteLLM's `supports_*` that are true, without the prefix: `vision`, `function_calling`, `prompt_caching`, … */
  capabilities: z.array(z.string()),
}

/** One row of `GET /model/info`: who serves a public name, and how. */
export const Deployment = z.object({
  ...abilities,
  /** A uuid in the database, a sha256 in a config file. */
  id: z.string().min(1),
  /** The public name. */
  model: z.string().min(1),
  /** What LiteLLM calls, such as `anthropic/claude-opus-4-6`; null where the key may not see it. */
  providerModel: z.string().nullable(),
  provider: z.string().nullable(),
  apiBase: z.string().nullable(),
  /** Which of `prices` the admin has set; the others stand in LiteLLM's own list. */
  ownPrices: z.array(z.enum(['input', 'output', 'cacheRead', 'cacheWrite'])),
  /** Limits of the deployment, per minute. */
  tpmLimit: z.number().nullable(),
  rpmLimit: z.number().nullable(),
  /** False: it stands in the gateway's config file, which only its operator can change. */
  isInDatabase: z.boolean(),
  /** Fields of litellm_params beside the ones above, as JSON text. Never a key. */
  params: z.record(z.string(), z.string()),
  /** Fields of model_info that LiteLLM does not know: the admin's own, as JSON text. */
  custom: z.record(z.string(), z.string()),
})
export type Deployment = z.infer<typeof Deployment>

/** How a public name was at the gateway's own last check; only where its operator switched checks on. */
export const ModelHealth = z.object({
  state: z.enum(['healthy', 'unhealthy']),
  /** ms. */
  responseMs: z.number().nullable(),
  checkedAt: z.string().nullable(),
})
export type ModelHealth = z.infer<typeof ModelHealth>

/** A public name with the deployments behind it; what it is able to do is what the gateway says of the group. */
export const ModelGroup = z.object({
  ...abilities,
  /** The public name. */
  name: z.string().min(1),
  providers: z.array(z.string()),
  /** Request fields the provider takes; null when the gateway does not say. */
  parameters: z.array(z.string()).nullable(),
  tpmLimit: z.number().nullable(),
  rpmLimit: z.number().nullable(),
  health: ModelHealth.nullable(),
  /** Empty where the gateway tells this key names alone. */
  deployments: z.array(Deployment),
})
export type ModelGroup = z.infer<typeof ModelGroup>

/** All models of a gateway that the connected key may see. */
export const ModelCatalogue = z.object({
  groups: z.array(ModelGroup),
  /**
   * Why models cannot be added, edited or deleted with this key: `forbidden`, `no-database`, `model-storage-off`; null when
   * they can. Learnt from the gateway before anything is offered.
   */
  readOnly: AppError.nullable(),
  readAt: z.string(),
})
export type ModelCatalogue = z.infer<typeof ModelCatalogue>

const tokens = z.number().int().positive().max(1_000_000_000).nullable()
const price = Usd.refine((text) => !text.startsWith('-')).nullable()

const fields = {
  model: z.string().trim().min(1).max(500),
  providerModel: z.string().trim().min(1).max(500),
  apiBase: z.string().trim().max(2048).nullable(),
  /**
   * The provider's key, or `os.environ/NAME` for one in the gateway's environment. Goes to the gateway and never comes
   * back. null: none, in changes: as it is.
   */
  apiKey: z.string().min(1).max(8192).nullable(),
  mode: z.string().max(100).nullable(),
  contextWindow: tokens,
  maxOutputTokens: tokens,
  prices: z.object({ input: price, output: price, cacheRead: price, cacheWrite: price }),
  /** Per minute. */
  tpmLimit: tokens,
  rpmLimit: tokens,
  /** By LiteLLM's name without `supports_`. Those left out are as LiteLLM's own list has them. */
  capabilities: z.record(z.string().regex(/^[a-z_]{1,60}$/), z.boolean()),
  /** More of litellm_params, such as `aws_region_name` or `api_version`. */
  params: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
    z.union([z.string().max(8192), z.number(), z.boolean()]),
  ),
}

/** A deployment to be added. null: left to LiteLLM's own list of prices and limits. */
export const DeploymentDraft = z.object(fields)
export type DeploymentDraft = z.infer<typeof DeploymentDraft>

/** Changes to a deployment: only the fields that are there are sent. null takes an own price or limit away again. */
export const DeploymentChanges = z.object(fields).partial()
export type DeploymentChanges = z.infer<typeof DeploymentChanges>

/** A field the gateway has otherwise than asked, found by reading it again. */
export const DeploymentDisagreement = z.object({
  field: z.enum([
    'model',
    'providerModel',
    'apiBase',
    'mode',
    'contextWindow',
    'maxOutputTokens',
    'price-input',
    'price-output',
    'price-cache-read',
    'price-cache-write',
    'tpmLimit',
    'rpmLimit',
    'capabilities',
    'params',
  ]),
  asked: z.string().nullable(),
  got: z.string().nullable(),
  note: z.string(),
})
export type DeploymentDisagreement = z.infer<typeof DeploymentDisagreement>

/** A deployment as it stands after a change. `deployment` is null when the gateway does not list it yet. */
export const SavedDeployment = z.object({
  id: z.string(),
  deployment: Deployment.nullable(),
  disagreements: z.array(DeploymentDisagreement),
})
export type SavedDeployment = z.infer<typeof SavedDeployment>

/** What *Try it* asks and how much it may answer, in tokens: enough for a sentence, some cents at the very most. */
export const TRY_QUESTION = 'Say hello in one short sentence.'
export const TRY_MAX_TOKENS = 48
/** The question with what providers put around it, counted generously. */
const TRY_INPUT_TOKENS = 20

/** The most that *Try it* costs at these prices, in USD; null where a price is unknown. */
export function estimateTry(prices: ModelPrices): Usd | null {
  if (prices.input === null || prices.output === null) return null
  const usd = (Number(prices.input) * TRY_INPUT_TOKENS + Number(prices.output) * TRY_MAX_TOKENS) / 1_000_000
  return usd === 0 ? '0' : usd.toFixed(12).replace(/\.?0+$/, '')
}

/** Whether *Try it* can ask a model of this mode: those that chat. */
export function canBeTried(mode: string | null): boolean {
  return mode === null || mode === 'chat' || mode === 'responses'
}

/** What came of *Try it*. A refusal is the request's error, not this. */
export const ModelTrial = z.object({
  text: z.string(),
  /** `stop`, `length`, …; null when not said. */
  finishReason: z.string().nullable(),
  /** Until the whole answer was there, in ms. */
  latencyMs: z.number(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  /** As the gateway billed it, else tokens times price; null when neither is known. */
  cost: Usd.nullable(),
  /** The deployment that answered; null when the gateway does not say. */
  deploymentId: z.string().nullable(),
  callId: z.string().nullable(),
})
export type ModelTrial = z.infer<typeof ModelTrial>
