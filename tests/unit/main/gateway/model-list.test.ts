import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { AppFailure } from '#shared/app-error.ts'

import { startDemoGateway, type DemoGateway } from '../../../../src-main/demo-gateway/demo-gateway.ts'
import { listDeployments, listModels } from '../../../../src-main/gateway/model-list.ts'

let gateway: DemoGateway
beforeEach(async () => {
  gateway = await startDemoGateway()
})
afterEach(() => gateway.close())

function address() {
  return { baseUrl: gateway.url, key: gateway.plainKey }
}

function answerGroups(body: unknown): void {
  gateway.faults.inject({ match: { path: /model_group/ }, effect: { status: 200, body } })
}

describe('listModels', () => {
  it('knows prices, windows and capabilities', async () => {
    const opus = (await listModels(address())).find((model) => model.id === 'claude-opus-4-6')
    expect(opus).toMatchObject({ providers: ['anthropic'], mode: 'chat' })
    expect(opus?.capabilities).toContain('reasoning')
    expect(Number(opus?.inputPrice)).toBeGreaterThan(0)
  })

  it('reads numbers that come as text, and does without what is missing', async () => {
    answerGroups({
      data: [
        {
          model_group: 'm',
          input_cost_per_token: '1e-06',
          output_cost_per_token: '',
          max_input_tokens: null,
        },
      ],
    })
    expect(await listModels(address())).toEqual([
      {
        id: 'm',
        providers: [],
        mode: null,
        contextWindow: null,
        maxOutputTokens: null,
        inputPrice: '1',
        outputPrice: null,
        capabilities: [],
        parameters: null,
      },
    ])
  })

  it('falls back to names alone where the details are refused', async () => {
    gateway.faults.inject({
      match: { path: /model_group/ },
      effect: {
        status: 403,
        body: { error: { message: 'no', type: 'auth_error', param: null, code: '403' } },
      },
    })
    const models = await listModels(address())
    expect(models.map((model) => model.id)).toContain('gpt-4o')
    expect(models[0]).toMatchObject({ mode: null, inputPrice: null })
  })

  it('does not hide a refused key behind the fallback', async () => {
    await expect(listModels({ ...address(), key: 'sk-unknown-key' })).rejects.toBeInstanceOf(AppFailure)
  })
})

describe('listDeployments', () => {
  it('names the public model behind each deployment', async () => {
    const deployments = await listDeployments(address())
    expect([...deployments.values()]).toContain('gpt-4o-mini')
  })

  it('is empty where the gateway does not tell', async () => {
    gateway.faults.inject({ match: { path: /model\/info/ }, effect: { status: 500, body: {} } })
    expect((await listDeployments(address())).size).toBe(0)
  })
})
