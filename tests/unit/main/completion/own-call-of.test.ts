import { expect, test } from 'vitest'

import { ownCallOf, type SentCall } from '#main/completion/own-call-of.ts'
import { appError } from '#shared/app-error.ts'

import { sampleAnswer } from '../../../helpers/sample-messages.ts'

const sent: SentCall = {
  startedAt: '2026-11-22T12:00:00.000Z',
  model: 'some-model',
  callId: null,
  completionId: null,
  usage: null,
  cost: null,
  durationMs: 12,
  firstTokenMs: null,
  error: null,
}
const answer = sampleAnswer('answer', 'question')

test('a call the gateway never heard of has no record', () => {
  const refused = { ...sent, error: appError('refused', 'Nobody listens.') }
  expect(ownCallOf(answer, refused, 'pending')).toBeNull()
})

test('a call that was stopped has one, since the gateway bills what it had begun, and did not fail', () => {
  const stopped = { ...sent, callId: 'call-1', error: appError('cancelled', 'Stopped.') }
  expect(ownCallOf(answer, stopped, 'pending')).toMatchObject({
    callId: 'call-1',
    hasFailed: false,
    errorKind: null,
    estimate: null,
    billing: 'pending',
  })
})

test('a refused call is known by the id its refusal carries', () => {
  const refused = { ...sent, error: appError('budget-exceeded', 'Used up.', { requestId: 'call-2' }) }
  expect(ownCallOf(answer, refused, 'pending')).toMatchObject({
    callId: 'call-2',
    hasFailed: true,
    errorKind: 'budget-exceeded',
    errorMessage: 'Used up.',
  })
})
