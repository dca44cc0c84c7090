import { describe, expect, it } from 'vitest'

import { sampleGroup } from '../../../../../helpers/sample-model-group.ts'
import { compareModels } from '../../../../../../src-renderer/features/gateway-place/models/compare-models.ts'

const one = sampleGroup('one', {
  contextWindow: 128_000,
  prices: { input: '0.15', output: '0.6', cacheRead: null, cacheWrite: null },
  capabilities: ['vision'],
})
const other = sampleGroup('other', {
  contextWindow: 200_000,
  prices: { input: '5', output: '0.6', cacheRead: '0.5', cacheWrite: null },
})

function row(name: string) {
  return compareModels([one, other])
    .flatMap(({ rows }) => rows)
    .find((candidate) => candidate.name === name)
}

describe('compareModels', () => {
  it('marks what differs, and the best figure where both are known', () => {
    expect(row('Context')).toMatchObject({ values: ['128K', '200K'], differs: true, best: [1] })
    expect(row('Input')).toMatchObject({ values: ['$0.15', '$5.00'], differs: true, best: [0] })
    expect(row('Output')).toMatchObject({ differs: false, best: [] })
    expect(row('Cache read')).toMatchObject({ values: ['–', '$0.50'], differs: true, best: [] })
    expect(row('Mode')).toMatchObject({ values: ['Chat', 'Chat'], differs: false })
  })

  it('lists a capability when one of them has it', () => {
    expect(row('Reads images')).toMatchObject({ values: ['Yes', 'No'], differs: true })
    expect(row('Reasoning')).toBeUndefined()
  })
})
