import { expect, it } from 'vitest'

import { errorReport } from '../../../../src-renderer/ui/error-report.ts'
import { appError } from '../../../../src-shared/app-error.ts'

it('reports everything that is known and nothing that is not', () => {
  const error = appError('rate-limited', 'Too many requests.', {
    nextStep: 'Wait a moment.',
    requestId: '6f2c',
    status: 429,
    retryAfterMs: 1500,
    details: '{"error":"slow down"}',
  })
  expect(errorReport(error)).toBe(
    [
      'Too many requests.',
      'Wait a moment.',
      'Kind: rate-limited',
      'Status: 429',
      'Request id: 6f2c',
      'Retry after: 2 s',
      '{"error":"slow down"}',
    ].join('\n'),
  )
  expect(errorReport(appError('refused', 'Nothing answers.'))).toBe('Nothing answers.\nKind: refused')
})
