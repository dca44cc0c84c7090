import { describe, expect, it } from 'vitest'

import { sampleDeployment } from '../../../../../helpers/sample-model-group.ts'
import {
  changesOfForm,
  deploymentErrors,
  draftOfForm,
  formOfDeployment,
} from '../../../../../../src-renderer/features/gateway-place/models/deployment-form.ts'

const filled = { ...formOfDeployment(null), model: 'house', providerModel: 'openai/gpt-4o' }
const deployment = sampleDeployment({
  contextWindow: 128_000,
  prices: { input: '2.5', output: '10', cacheRead: null, cacheWrite: null },
  capabilities: ['vision'],
  params: { api_version: '"2024-06-01"', max_retries: '3' },
})

describe('a form for a new deployment', () => {
  it('makes a draft; what is left empty is left to LiteLLM', () => {
    const form = {
      ...filled,
      contextWindow: '128k',
      priceInput: '$.5',
      params: 'aws_region_name = eu-central-1\ndrop = true',
    }
    expect(deploymentErrors(form)).toEqual({})
    expect(draftOfForm(form)).toMatchObject({
      model: 'house',
      apiKey: null,
      mode: null,
      contextWindow: 128_000,
      prices: { input: '0.5', output: null },
      params: { aws_region_name: 'eu-central-1', drop: true },
    })
  })

  it.each([
    ['model', { model: '' }],
    ['providerModel', { providerModel: ' ' }],
    ['contextWindow', { contextWindow: '0' }],
    ['rpmLimit', { rpmLimit: 'many' }],
    ['priceInput', { priceInput: '-1' }],
    ['params', { params: 'no equals sign' }],
  ])('says what is wrong with %s', (field, changes) => {
    expect(Object.keys(deploymentErrors({ ...filled, ...changes }))).toEqual([field])
  })
})

describe('a form for a deployment that is changed', () => {
  const form = formOfDeployment(deployment)

  it('changes nothing when nothing was changed', () => {
    expect(deploymentErrors(form)).toEqual({})
    expect(changesOfForm(form, deployment)).toEqual({})
  })

  it('holds only what was changed', () => {
    const changed = {
      ...form,
      apiKey: 'os.environ/KEY',
      contextWindow: '',
      capabilities: ['reasoning'],
      params: 'api_version = 2024-06-01\nmax_retries = 5',
    }
    expect(changesOfForm(changed, deployment)).toEqual({
      apiKey: 'os.environ/KEY',
      contextWindow: null,
      capabilities: { reasoning: true, vision: false },
      params: { max_retries: 5 },
    })
  })

  it('sends all prices together, since one alone would lose the others', () => {
    expect(changesOfForm({ ...form, priceInput: '3' }, deployment)).toEqual({
      prices: { input: '3', output: '10', cacheRead: null, cacheWrite: null },
    })
  })
})
