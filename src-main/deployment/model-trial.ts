import Big from 'big.js'
import { z } from 'zod'

import { TRY_MAX_TOKENS, TRY_QUESTION, type ModelPrices, type ModelTrial } from '#shared/deployment.ts'

import type { Usd } from '#shared/money.ts'

import { sendToGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { LooseNumber, LooseText, usdOf } from '../gateway/loose-fields.ts'
import { strangeAnswer } from '../gateway/strange-answer.ts'

/** As long as a slow model takes for a sentence, in ms. */
const TIMEOUT_MS = 60_000

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: LooseText,
        message: z.object({ content: LooseText }).nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: LooseNumber, completion_tokens: LooseNumber }).nullish(),
})

/** Asks a model, or a deployment by its id, one short question; `cost` is what the gateway bills. Throws AppFailure for a refusal. */
export async function tryModel(address: GatewayAddress, model: string): Promise<ModelTrial> {
  const startedAt = performance.now()
  const { json, headers } = await sendToGateway(
    address,
    '/v1/chat/completions',
    {
      method: 'POST',
      body: {
        model,
        messages: [{ role: 'user', content: TRY_QUESTION }],
        max_tokens: TRY_MAX_TOKENS,
        stream: false,
      },
    },
    { timeoutMs: TIMEOUT_MS },
  )
  const latencyMs = Math.round(performance.now() - startedAt)
  const completion = Completion.safeParse(json)
  const choice = completion.success ? completion.data.choices[0] : undefined
  if (!completion.success || !choice) throw strangeAnswer('/v1/chat/completions')
  const usage = completion.data.usage ?? null
  const inputTokens = usage?.prompt_tokens ?? null
  const outputTokens = usage?.completion_tokens ?? null
  const billed = LooseNumber.parse(headers.get('x-litellm-response-cost'))
  return {
    text: choice.message?.content ?? '',
    finishReason: choice.finish_reason,
    latencyMs,
    inputTokens,
    outputTokens,
    cost: usdOf(billed),
    deploymentId: headers.get('x-litellm-model-id'),
    callId: headers.get('x-litellm-call-id'),
  }
}

/** Tokens times price, for a gateway that does not tell what an answer cost; null where either is unknown. */
export function reckonedCost(
  { inputTokens: input, outputTokens: output }: Pick<ModelTrial, 'inputTokens' | 'outputTokens'>,
  prices: ModelPrices,
): Usd | null {
  if (prices.input === null || prices.output === null || input === null || output === null) return null
  return new Big(prices.input)
    .times(input)
    .plus(new Big(prices.output).times(output))
    .div(1_000_000)
    .toFixed()
}
