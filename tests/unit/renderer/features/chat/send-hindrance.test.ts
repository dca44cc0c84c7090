import { describe, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { AppState } from '#shared/app-state.ts'
import type { Model } from '#shared/model.ts'
import { sampleKeyInUse } from '../../../../helpers/sample-key-in-use.ts'
import { sendHindrance } from '../../../../../src-renderer/features/chat/send-hindrance.ts'

const model: Model = {
  id: 'gpt-4o',
  providers: [],
  mode: 'chat',
  contextWindow: null,
  maxOutputTokens: null,
  inputPrice: null,
  outputPrice: null,
  capabilities: [],
  parameters: null,
}
const connected: Pick<AppState, 'activeGatewayId' | 'connection' | 'models' | 'chosenModel' | 'keyInUse'> = {
  activeGatewayId: 'g',
  connection: {
    state: 'connected',
    gatewayId: 'g',
    facts: { version: null, keyKind: 'plain', hasDatabase: null },
  },
  models: [model],
  chosenModel: 'gpt-4o',
  keyInUse: null,
}
const connecting: AppState['connection'] = { state: 'connecting', gatewayId: 'g' }
const usedUp = sampleKeyInUse({ spend: '10', state: 'exhausted', remaining: '0', share: 1 })
const error = appError('refused', 'Nothing answers.')

describe('sendHindrance', () => {
  it.each([
    ['nothing', connected, null],
    ['no gateway', { ...connected, activeGatewayId: null }, 'no-gateway'],
    [
      'a gateway that cannot be reached',
      { ...connected, connection: { state: 'failed', gatewayId: 'g', error } as const },
      'offline',
    ],
    [
      'connecting before a model is known',
      { ...connected, connection: connecting, chosenModel: null },
      'connecting',
    ],
    ['connecting with a known model', { ...connected, connection: connecting }, null],
    ['a gateway without models', { ...connected, models: [], chosenModel: null }, 'no-models'],
    ['a budget that is used up', { ...connected, keyInUse: usedUp }, 'budget-used-up'],
    ['nothing for another gateway’s budget', { ...connected, keyInUse: { ...usedUp, gatewayId: 'h' } }, null],
    ['no chosen model', { ...connected, chosenModel: null }, 'no-model'],
  ])('names %s', (_name, state, hindrance) => {
    expect(sendHindrance(state)).toBe(hindrance)
  })
})
