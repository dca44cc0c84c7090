import { expect, it } from 'vitest'

import { connectionWord } from '../../../../src-renderer/app/connection-word.ts'
import { appError } from '../../../../src-shared/app-error.ts'
import type { ErrorKind } from '../../../../src-shared/app-error.ts'

it('tells the states of a connection apart', () => {
  const facts = { version: null, keyKind: 'unknown', hasDatabase: null } as const
  expect([
    connectionWord({ state: 'none' }),
    connectionWord({ state: 'connecting', gatewayId: 'a' }),
    connectionWord({ state: 'connected', gatewayId: 'a', facts }),
  ]).toEqual(['Not connected', 'Connecting…', 'Connected'])
})

it('names a failure by what would have to be mended', () => {
  expect([word('refused'), word('key-expired'), word('internal')]).toEqual([
    'Not running',
    'Key expired',
    'Connection failed',
  ])
})

function word(kind: ErrorKind): string {
  return connectionWord({ state: 'failed', gatewayId: 'a', error: appError(kind, 'It failed.') })
}
