import { describe, expect, it } from 'vitest'

import { keyScope } from '#main/drift/key-scope.ts'

const SERVED = ['gpt-4o', 'openai/o3', 'claude']

describe('keyScope', () => {
  it.each([[[]], [['all-proxy-models']], [['*', 'gpt-4o']]])('reads %j as all', (models) => {
    const scope = keyScope(models, SERVED)
    expect(scope.mayUse).toBe('all')
    expect(SERVED.every((model) => scope.allows(model))).toBe(true)
  })

  it('reads names and patterns', () => {
    const scope = keyScope(['gpt-4o', 'openai/*', 'gone/model'], SERVED)
    expect(scope.mayUse).toBe('some')
    expect(SERVED.filter((model) => scope.allows(model))).toEqual(['gpt-4o', 'openai/o3'])
    expect(scope.allows('openaix/o3')).toBe(false)
  })

  it.each(['all-team-models', 'beta-access'])('cannot tell what %s comes to', (group) => {
    const scope = keyScope(['gpt-4o', group], SERVED)
    expect(scope.mayUse).toBe('unclear')
    expect(scope.allows('claude')).toBe(true)
  })
})
