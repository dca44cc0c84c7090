import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it, vi } from 'vitest'

import { ConfigSyntaxError } from '../../../../src-shared/config-document/config-syntax-error.ts'
import { MAX_DEPTH } from '../../../../src-shared/config-document/config-path.ts'
import { readJson5 } from '../../../../src-shared/config-document/json5-reader.ts'
import { configText } from '../../../helpers/config-text-arbitrary.ts'
import { PROPERTY_TIMEOUT, propertyRuns } from '../../../helpers/property-runs.ts'

/** Texts at the edges of the grammar; json5 takes some and refuses others. */
const EDGES = `\
¦ ¦// only¦/* open¦/¦/x¦null¦nul¦nullx¦null null¦true,¦{}¦{} //¦{}{}¦\ufeff{}¦[]\u2028¦\u180e[]¦{a:1}¦{a:1,}¦\
{,}¦{a:1,,}¦{a 1}¦{a:}¦{a¦{a:¦{a:1¦{"a":1¦{a:1]¦[1}¦[1 2]¦[,]¦[1,]¦[1,,2]¦[1¦[¦{1:1}¦{a1:1}¦{$:1}¦{_a$:1}¦\
{a-b:1}¦{\\u0061b:1}¦{a\\u0062:1}¦{\\u0031:1}¦{\\x61:1}¦{\\u{61}:1}¦{ünï:1}¦{𝒜:1}¦{a𝒜\u200c:1}¦{\u200ca:1}¦\
{a\u00a0:1}¦{a\u2028:1}¦{\ud800:1}¦{日本:1}¦{true:1,null:2}¦{a/**/:/**/1}¦{a:1,a:2}¦{"a":1,'a':2}¦{__proto__:1}¦\
{"__proto__":{"x":1}}¦{Ꟶ:1}¦{𞤀:1}¦0¦-0¦+0¦00¦01¦-01¦0.¦.0¦.¦-.¦-.5¦+.5e-3¦5.¦5..¦5.5.5¦1e¦1e+¦1e5¦1E-5¦1.e5¦\
.e5¦0e0¦0x¦0x1¦0XfF¦-0x1¦0x1g¦0b1¦1_0¦1n¦- 1¦--1¦+-1¦1a¦0x1.5¦0xe+1¦Infinity¦-Infinity¦+Infinity¦infinity¦\
Infinit¦Infinityx¦NaN¦-NaN¦nan¦9007199254740993¦1e400¦-1e400¦5e-324¦123456789012345678901234567890¦"a¦'a¦"a\n"¦\
"a\r"¦"a\\\nb"¦"a\\\r\nb"¦"a\\\rb"¦"a\\\u2028b"¦"\\¦"\\"¦"\\a"¦"\\0"¦"\\01"¦"\\1"¦"\\8"¦"\\x4"¦"\\x41"¦"\\xg1"¦\
"\\u004"¦"\\u0041"¦"\\ud83d\\ude00"¦"\\ud83d"¦"\\u{1}"¦"\\v\\f\\b\\t\\r\\n\\\\\\/"¦"\u0000\u0001"¦"\ttab"¦\
"\\😀"¦"😀"¦'"'¦"'"¦\`a\`¦//\n1¦//\r1¦//\u20281¦/**/1¦/***/1¦/****/1¦/*/1¦/* * / */1¦1//¦1/*¦1/**/¦# 1¦\
<!-- 1¦#!x\n1¦1\n-->\
`.split('¦')

describe('the JSON5 reader', { timeout: PROPERTY_TIMEOUT }, () => {
  it.each(EDGES.map((text) => [JSON.stringify(text), text]))(
    'takes or refuses %s as json5 does',
    (_, text) => {
      expect(outcome(() => readJson5(text).value)).toEqual(outcome(() => JSON5.parse(text)))
    },
  )

  it('reads the values json5 reads, with their places', () => {
    fc.assert(
      fc.property(configText({ repeatsKeys: true }), (text) => {
        expect(readJson5(text).value).toEqual(JSON5.parse(text))
      }),
      { numRuns: propertyRuns(1000) },
    )
  })

  it('takes and refuses damaged texts as json5 does', () => {
    const damage = fc.record({
      at: fc.nat(),
      removed: fc.nat(3),
      written: fc.oneof(
        fc.constantFrom('', '//', '/*', '*/', ...DAMAGES),
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
    })
    // json5 warns of separators inside strings.
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    fc.assert(
      fc.property(configText(), fc.array(damage, { minLength: 1, maxLength: 2 }), (text, damages) => {
        const damaged = damages.reduce((result, { at, removed, written }) => {
          const start = at % (result.length + 1)
          return result.slice(0, start) + written + result.slice(start + removed)
        }, text)
        expect(
          outcome(() => readJson5(damaged).value),
          damaged,
        ).toEqual(outcome(() => JSON5.parse(damaged)))
      }),
      { numRuns: propertyRuns(1500, 100_000) },
    )
    warn.mockRestore()
  })

  it('refuses nesting that no config has, however deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(readJson5(nested(MAX_DEPTH)).value).toEqual(JSON5.parse(nested(MAX_DEPTH)))
    for (const text of [nested(MAX_DEPTH + 1), nested(10_000), '{a:'.repeat(1_000_000)]) {
      expect(() => readJson5(text)).toThrow(`nested more than ${MAX_DEPTH} levels deep`)
    }
  })

  it.each([
    ['', 'The file has no value; it needs at least {}.', 1, 1],
    ['// nothing yet\n', 'The file has no value; it needs at least {}.', 2, 1],
    ['{\n  a: 1\n  b: 2\n}', 'A comma or } is expected here, but there is "b".', 3, 3],
    ['{\r\n  a: [1 2]\r\n}', 'A comma or ] is expected here, but there is "2".', 2, 9],
    ["{\r  a: 'x\r}", 'This string is not closed before its line ends.', 2, 6],
    ['{ a 1 }', 'A colon is expected after this key, but there is "1".', 1, 5],
    ['{ a-b: 1 }', 'A colon is expected after this key, but there is "-".', 1, 4],
    ['{ 1a: 1 }', 'A key or } is expected here, but there is "1".', 1, 3],
    ['{ a: yes }', 'A value is expected here, but there is "y".', 1, 6],
    ['{ a: "\\u12" }', '\\u must be followed by 4 hexadecimal digits.', 1, 7],
    ['{ a: "\\1" }', 'A backslash cannot stand before a digit in a JSON5 string.', 1, 7],
    ['{ # a\n}', 'A key or } is expected here, but there is "#".', 1, 3],
    ['{ /* a\n}', 'This comment is not closed with */.', 1, 3],
    ['{ a: 1 / 2 }', 'A comment starts with // or /*, but there is "/".', 1, 8],
    ['{\n  a: {\n    b: 1\n', 'The file ends inside the object that begins on line 2.', 4, 1],
    ['[', 'The file ends inside the list that begins on line 1.', 1, 2],
    ['{}\n{}', 'Nothing more is expected after the document, but there is "{".', 2, 1],
  ])('says what is wrong with %j', (text, message, line, column) => {
    const error = errorOf(() => readJson5(text))
    expect(error).toBeInstanceOf(ConfigSyntaxError)
    expect(error).toMatchObject({ message, place: { line, column } })
  })
})

const DAMAGES = '{ } [ ] : , " \' \\ / * \n . e + - 0 x 1 a \u2028 \ufeff'.split(' ')

/** The value, or that there is none. */
function outcome(read: () => unknown): unknown {
  const error = errorOf(read)
  if (error === null) return { value: read() }
  expect(error).toSatisfy((cause) => cause instanceof SyntaxError || cause instanceof ConfigSyntaxError)
  return 'refused'
}

function errorOf(action: () => unknown): unknown {
  try {
    action()
    return null
  } catch (error) {
    return error
  }
}
