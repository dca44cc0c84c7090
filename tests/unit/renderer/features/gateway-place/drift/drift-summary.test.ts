import { describe, expect, it } from 'vitest'

import type { DriftDifference, DriftReport, EngineDrift } from '#shared/drift.ts'
import {
  countDifferences,
  driftSentence,
  engineDriftWord,
  isMendable,
} from '../../../../../../src-renderer/features/gateway-place/drift/drift-summary.ts'
import {
  differenceFigures,
  mendWord,
} from '../../../../../../src-renderer/features/gateway-place/drift/drift-words.ts'

function difference(changes: Partial<DriftDifference> = {}): DriftDifference {
  return {
    id: 'd',
    kind: 'other-figure',
    providerId: 'litellm',
    modelId: 'gpt-4o',
    ref: 'litellm/gpt-4o',
    isInUse: false,
    inEngine: 64_000,
    onGateway: 128_000,
    message: 'Another figure.',
    mend: { type: 'correct-in-engine', field: 'contextWindow', value: 128_000 },
    ...changes,
  }
}
const missing = difference({ kind: 'not-in-engine', mend: { type: 'add-to-engine' } })

function engine(changes: Partial<EngineDrift> = {}): EngineDrift {
  return {
    engineId: 'e',
    engineName: 'Nova Engine',
    hash: 'ab',
    state: 'checked',
    providerIds: ['litellm'],
    isEditable: true,
    differences: [],
    error: null,
    ...changes,
  }
}

function report(...engines: readonly EngineDrift[]): DriftReport {
  return {
    gatewayId: 'g',
    keyAlias: null,
    keyMayUse: 'all',
    models: [],
    engines: [...engines],
    readAt: '2026-11-24T12:00:00.000Z',
  }
}

describe('driftSentence', () => {
  it.each([
    ['No engine’s file points at this gateway.', report(engine({ state: 'elsewhere' }))],
    ['Nova Engine agrees with this gateway.', report(engine(), engine({ state: 'absent' }))],
    ['2 engines agree with this gateway.', report(engine(), engine({ engineName: 'IdleHands' }))],
    ['1 difference to mend in Nova Engine.', report(engine({ differences: [difference(), missing] }))],
    [
      'Nothing wrong in Nova Engine; 1 model of the gateway could be added.',
      report(engine({ differences: [missing] })),
    ],
  ])('says “%s”', (sentence, about) => {
    expect(driftSentence(about)).toBe(sentence)
  })

  it('counts a model the file lacks apart from what is wrong', () => {
    expect(countDifferences(report(engine({ differences: [difference(), missing] })))).toEqual({
      wrong: 1,
      missing: 1,
    })
  })
})

describe('one difference', () => {
  it('shows both figures as they are read, money as money', () => {
    expect(differenceFigures(difference())).toEqual({ inEngine: '64,000', onGateway: '128,000' })
    expect(
      differenceFigures(
        difference({
          inEngine: null,
          onGateway: 0.000_000_5,
          mend: { type: 'correct-in-engine', field: 'cost.input', value: 0.000_000_5 },
        }),
      ),
    ).toEqual({ inEngine: 'not set', onGateway: '$0.00000050' })
    expect(differenceFigures(missing)).toBeNull()
  })

  it('is mended in the file, or by somebody else', () => {
    const admin = difference({ kind: 'not-allowed', mend: { type: 'ask-admin', text: 'Please.' } })
    expect([difference(), missing, admin].map(isMendable)).toEqual([true, true, false])
    expect([difference(), missing, admin].map(({ mend }) => mendWord(mend))).toEqual([
      'Correct',
      'Add',
      'Copy a request',
    ])
  })

  it('tells how each engine stands', () => {
    expect([
      engineDriftWord(engine()),
      engineDriftWord(engine({ differences: [missing] })),
      engineDriftWord(engine({ state: 'absent' })),
    ]).toEqual(['Agrees with the gateway (litellm)', '1 difference', 'No config file yet'])
  })
})
