import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { hasLiteralReference, substituteVariables, variablesIn } from '#shared/engine-config/variable-text.ts'

describe('variablesIn', () => {
  test.each([
    ['${LITELLM_API_KEY}', ['LITELLM_API_KEY']],
    ['http://${HOST}:${PORT_2}/${HOST}', ['HOST', 'PORT_2']],
    ['${_A}', ['_A']],
    ['${lower}', []],
    ['${Mixed}', []],
    ['${2A}', []],
    ['${A:-b}', []],
    ['${}', []],
    ['${A', []],
    ['$A', []],
    ['{A}', []],
    ['$${A}', []],
    ['$$${A}', []],
    ['$${A}${B}', ['B']],
    ['$ {A}', []],
  ])('finds in %j %j', (text, names) => {
    expect(variablesIn(text)).toEqual(names)
  })
})

describe('substituteVariables', () => {
  const valueOf = (name: string) => ({ A: 'one', B: '${A}', EMPTY: '' })[name]

  test.each([
    ['${A}', 'one', []],
    ['x${A}y${A}z', 'xoneyonez', []],
    ['$${A}', '${A}', []],
    ['$$${A}', '$${A}', []],
    ['${B}', '${A}', []],
    ['${EMPTY}', '${EMPTY}', ['EMPTY']],
    ['${NONE}${A}${NONE}', '${NONE}one${NONE}', ['NONE']],
    ['${lower} $A ${A:-b} ${A', '${lower} $A ${A:-b} ${A', []],
    ["$& $' ${A}", "$& $' one", []],
  ])('makes of %j %j', (text, expected, missing) => {
    expect(substituteVariables(text, valueOf)).toEqual({ text: expected, missing })
  })

  test('changes no text without a reference', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('${'))
        expect(substituteVariables(text, () => 'x')).toEqual({ text, missing: [] })
      }),
    )
  })

  test('asks for the very names it finds', () => {
    const pieces = fc.constantFrom('${A}', '$${A}', '${B_2}', '$', '{', '}', '${a}', 'text', '${A')
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('')
        const asked = new Set<string>()
        substituteVariables(text, (name) => (asked.add(name), 'x'))
        expect([...asked]).toEqual(variablesIn(text))
      }),
    )
  })
})

test.each([
  ['${lower}', true],
  ['${Mixed_1}', true],
  ['${A:-b}', true],
  ['${A}', false],
  ['$${lower}', false],
  ['{lower}', false],
  ['${a b}', false],
])('hasLiteralReference(%j) is %j', (text, expected) => {
  expect(hasLiteralReference(text)).toBe(expected)
})
