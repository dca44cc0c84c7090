import { describe, expect, it } from 'vitest'

import { AppFailure, appError } from '#shared/app-error.ts'
import { isLasting, localError } from '#main/local-gateway/local-failure.ts'

describe('localError', () => {
  it('is what was thrown where that was made for the user', () => {
    const error = appError('port-taken', 'Port 4000 is taken.')
    expect(localError(new AppFailure(error))).toBe(error)
  })

  it('takes what was aborted for cancelled', () => {
    expect(localError(new DOMException('Stop', 'AbortError'))).toMatchObject({ kind: 'cancelled' })
  })

  it('is a fault of our own otherwise', () => {
    expect(localError(new TypeError('x is not a function'))).toMatchObject({
      kind: 'internal',
      details: 'x is not a function',
    })
  })
})

describe('isLasting', () => {
  it('is what the user has to mend first', () => {
    const kinds = ['config-invalid', 'program-missing', 'port-taken', 'key-missing', 'timed-out'] as const
    expect(kinds.filter((kind) => !isLasting(appError(kind, 'It failed.')))).toEqual(['timed-out'])
  })
})
