import { expect, test } from 'vitest'

import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

test('counts tokens of messages and prompts', async () => {
  const gateway = await startTestGateway()
  expect(
    (
      await gateway.post(
        '/utils/token_counter',
        { model: 'gpt-4o', messages: userMessages('12345678') },
        gateway.plainKey,
      )
    ).body,
  ).toEqual({
    total_tokens: 8,
    request_model: 'gpt-4o',
    model_used: 'gpt-4o',
    tokenizer_type: 'openai_tokenizer',
    original_response: null,
  })
  expect((await gateway.post('/utils/token_counter', { model: 'x', prompt: '12345' })).body).toMatchObject({
    total_tokens: 2,
  })
  expect((await gateway.post('/utils/token_counter', { model: 'x' })).status).toBe(400)
  expect((await gateway.post('/utils/token_counter', {})).status).toBe(422)
})

test('calculates what a prompt would cost and what an answer did', async () => {
  const gateway = await startTestGateway()
  const messages = userMessages('12345678')
  expect((await gateway.post('/spend/calculate', { model: 'gpt-4o', messages })).body).toEqual({
    cost: 8 * 2.5e-6,
  })
  const { body, headers } = await gateway.post('/v1/chat/completions', { model: 'gpt-4o', messages })
  const calculated = await gateway.post('/spend/calculate', { completion_response: body })
  expect(calculated.body).toEqual({ cost: Number(headers.get('x-litellm-response-cost')) })
  expect((await gateway.post('/spend/calculate', { model: 'nope', messages })).status).toBe(400)
})
