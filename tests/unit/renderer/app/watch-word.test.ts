import { describe, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { Connection } from '#shared/gateway.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'
import { watchWord } from '../../../../src-renderer/app/watch-word.ts'

const connected: Connection = {
  state: 'connected',
  gatewayId: 'g',
  facts: { version: null, keyKind: 'plain', hasDatabase: null },
}
const failed: Connection = { state: 'failed', gatewayId: 'g', error: appError('refused', 'Nothing answers.') }

function watch(state: GatewayWatch['state']): GatewayWatch {
  return {
    gatewayId: 'g',
    state,
    latencyMs: null,
    version: null,
    database: 'unknown',
    modelsDown: [],
    error: null,
    since: '2026-11-24T12:00:00.000Z',
    checkedAt: null,
  }
}

describe('watchWord', () => {
  it.each([
    ['Connected', 'positive', connected, null],
    ['Connected', 'positive', connected, watch('up')],
    ['Connected', 'positive', connected, watch('unknown')],
    ['Not answering', 'negative', connected, watch('down')],
    ['Not well', 'warning', connected, watch('not-ready')],
    ['Not running', 'negative', failed, watch('up')],
    ['Connecting…', 'neutral', { state: 'connecting', gatewayId: 'g' } as const, watch('down')],
  ])('is %s, %s', (text, tone, connection, seen) => {
    expect(watchWord(connection, seen)).toEqual({ text, tone })
  })
})
