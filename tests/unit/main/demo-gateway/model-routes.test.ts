import { expect, test } from 'vitest'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'

const NAMES = [
  'claude-opus-4-6',
  'gpt-4o',
  'gpt-4o-mini',
  'gemini-2.5-flash',
  'demo-slow',
  'demo-fails',
  'demo-falls-back',
  'demo-rate-limited',
  'text-embedding-3-small',
]

test.each(['/v1/models', '/models'])('lists models at %s', async (path) => {
  const gateway = await startTestGateway()
  expect((await gateway.get(path)).body).toEqual({
    data: NAMES.map((id) => ({ id, object: 'model', created: 1677610602, owned_by: 'openai' })),
    object: 'list',
  })
})

test('adds fallbacks when asked for metadata', async () => {
  const gateway = await startTestGateway()
  expect((await gateway.get('/v1/models?include_metadata=true')).body).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({ id: 'demo-falls-back', metadata: { fallbacks: ['gpt-4o-mini'] } }),
    ]),
  })
})

test('gives one model, or 404 in the shape of FastAPI', async () => {
  const gateway = await startTestGateway()
  expect((await gateway.get('/v1/models/gpt-4o')).body).toEqual({
    id: 'gpt-4o',
    object: 'model',
    created: 1677610602,
    owned_by: 'openai',
  })
  expect(await gateway.get('/models/nope')).toMatchObject({
    status: 404,
    body: { detail: 'The model `nope` does not exist or is not accessible' },
  })
})

test.each(['/model/info', '/v1/model/info'])('describes deployments at %s', async (path) => {
  const gateway = await startTestGateway()
  const { body } = await gateway.get(path)
  expect(body).toMatchObject({
    data: NAMES.map((name) => ({
      model_name: name,
      model_info: { id: expect.stringMatching(/^[\da-f]{64}$/) },
    })),
  })
  expect(body).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({
        model_name: 'claude-opus-4-6',
        litellm_params: {
          api_base: 'https://anthropic.demo-gateway.invalid',
          use_in_pass_through: false,
          use_litellm_proxy: false,
          merge_reasoning_content_in_choices: false,
          model: 'anthropic/claude-opus-4-6',
        },
        model_info: expect.objectContaining({
          db_model: false,
          mode: 'chat',
          litellm_provider: 'anthropic',
          max_input_tokens: 200_000,
          input_cost_per_token: 5e-6,
          output_cost_per_token: 2.5e-5,
          supports_reasoning: true,
          supports_web_search: null,
          supported_openai_params: expect.arrayContaining(['reasoning_effort', 'thinking']),
        }),
      }),
      // Nulls, and a price as text: clients have to cope.
      expect.objectContaining({
        model_name: 'demo-slow',
        litellm_params: expect.objectContaining({ input_cost_per_token: '1e-06' }),
        model_info: expect.objectContaining({ output_cost_per_token: null, max_output_tokens: null }),
      }),
    ]),
  })
})

test('finds a deployment by its id', async () => {
  const gateway = await startTestGateway()
  const completion = await gateway.post('/chat/completions', {
    model: 'gpt-4o',
    messages: [],
    mock_response: 'x',
  })
  const id = completion.headers.get('x-litellm-model-id')
  const { body } = await gateway.get(`/model/info?litellm_model_id=${id}`)
  expect(body).toMatchObject({ data: [{ model_name: 'gpt-4o' }] })
})

test('describes public names', async () => {
  const gateway = await startTestGateway()
  expect((await gateway.get('/model_group/info?model_group=gemini-2.5-flash')).body).toEqual({
    data: [
      {
        model_group: 'gemini-2.5-flash',
        providers: ['gemini'],
        max_input_tokens: 1_048_576,
        max_output_tokens: 65_535,
        input_cost_per_token: 3e-7,
        output_cost_per_token: 2.5e-6,
        mode: 'chat',
        tpm: null,
        rpm: null,
        supports_parallel_function_calling: true,
        supports_vision: true,
        supports_web_search: true,
        supports_url_context: true,
        supports_reasoning: true,
        supports_function_calling: true,
        supported_openai_params: expect.arrayContaining(['reasoning_effort']),
        configurable_clientside_auth_params: null,
        is_public_model_group: false,
      },
    ],
  })
  expect((await gateway.get('/model_group/info')).body).toMatchObject({
    data: NAMES.map((name) => ({ model_group: name })),
  })
})
