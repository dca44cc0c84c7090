import { describe, expect, it } from 'vitest'

import { AppFailure, appError, type ErrorKind } from '#shared/app-error.ts'
import { hindranceOf, isOverload, syncError } from '#main/spend/sync/sync-failure.ts'

const LITELLM = '{"error": {"message": "no"}}'

function failing(kind: ErrorKind, details: string | null = LITELLM) {
  return appError(kind, 'It failed.', { details })
}

describe('hindranceOf', () => {
  it.each([
    ['forbidden', 'needs-admin-key'],
    ['unauthorized', 'needs-admin-key'],
    ['no-database', 'no-database'],
    ['not-found', 'no-log-route'],
    ['timed-out', null],
  ] as const)('makes of LiteLLM’s %s: %s', (kind, hindrance) => {
    expect(hindranceOf(failing(kind))).toBe(hindrance)
  })

  it('goes by no page of somebody on the way', () => {
    expect(hindranceOf(failing('forbidden', '<html>403</html>'))).toBeNull()
    expect(hindranceOf(failing('forbidden', null))).toBeNull()
  })
})

describe('isOverload', () => {
  it('is what a smaller question may avoid', () => {
    const kinds = ['timed-out', 'gateway-failed', 'stream-cut', 'unreachable', 'rate-limited'] as const
    expect(kinds.filter((kind) => isOverload(failing(kind)))).toEqual([
      'timed-out',
      'gateway-failed',
      'stream-cut',
    ])
  })
})

describe('syncError', () => {
  it('is the gateway’s own where it is one', () => {
    const error = failing('unreachable')
    expect(syncError(new AppFailure(error))).toBe(error)
  })

  it('is one of the copy otherwise', () => {
    expect(syncError(new Error('No space left on device'))).toMatchObject({
      kind: 'storage-failed',
      details: 'Error: No space left on device',
    })
  })
})
