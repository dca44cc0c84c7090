import { type Answered, type Call, readBody, requiredText } from './call.ts'
import { detailFailure, proxyFailure } from './failure.ts'
import { isJsonObject, numberField, objectField, textField } from './json.ts'
import { countMessageTokens, countTextTokens, tokenCost } from './tokens.ts'

/** POST /utils/token_counter. */
export function countTokens(call: Call): Answered {
  const body = readBody(call.request)
  const model = requiredText(body, 'model')
  const messages = body['messages']
  const prompt = textField(body, 'prompt')
  if (!Array.isArray(messages) && prompt === null) {
    throw detailFailure(400, 'prompt or messages must be provided')
  }
  return {
    body: {
      total_tokens: Array.isArray(messages) ? countMessageTokens(messages) : countTextTokens(prompt ?? ''),
      request_model: model,
      model_used: call.state.deployments.find(model)?.upstreamModel ?? model,
      tokenizer_type: 'openai_tokenizer',
      original_response: null,
    },
  }
}

/** POST /spend/calculate: what a prompt would cost without its answer, or what an answer did cost. */
export function calculateSpend(call: Call): Answered {
  const body = readBody(call.request)
  const completion = body['completion_response']
  const model = textField(isJsonObject(completion) ? completion : body, 'model') ?? ''
  const deployment = call.state.deployments.find(model.replace(/^[^/]+\//, ''))
  if (deployment === null) {
    throw proxyFailure({
      status: 400,
      type: 'None',
      message: `This model isn't mapped yet. model=${model}. Add it here - https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json.`,
    })
  }
  if (isJsonObject(completion)) {
    const usage = objectField(completion, 'usage')
    const promptTokens = numberField(usage, 'prompt_tokens') ?? 0
    return {
      body: { cost: tokenCost(deployment, promptTokens, numberField(usage, 'completion_tokens') ?? 0) },
    }
  }
  const messages = body['messages']
  const promptTokens = countMessageTokens(Array.isArray(messages) ? messages : [])
  return { body: { cost: tokenCost(deployment, promptTokens, 0) } }
}
