import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { isSameValue } from '#shared/config-document/config-value.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { mergeConfigTexts } from '#shared/config-merge/config-merge.ts'
import { editsBetween } from '#shared/config-merge/value-edits.ts'
import { mergeValues } from '#shared/config-merge/value-merge.ts'

const base = `{
  // The office's gateway
  models: {
    providers: {
      litellm: {
        baseUrl: 'http://localhost:4000', // no slash
        models: [
          { id: 'gpt-4o', name: 'GPT-4o' },
          { id: 'phi', name: 'Phi' },
        ],
      },
    },
  },
  agents: { defaults: { model: { primary: 'litellm/gpt-4o', fallbacks: ['litellm/phi'] } } },
  meta: { lastTouchedVersion: '1' },
}
`
const edited = (changes: Record<string, string>, text = base) => {
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`The text has no ${from}`)
    text = text.replace(from, to)
  }
  return text
}
/** The merge, which has to be there both ways round and mean the same. */
function merged(ours: string, theirs: string, from = base): string {
  const text = mergeConfigTexts(from, ours, theirs) ?? 'null'
  expect(isSameValue(JSON5.parse(text), JSON5.parse(mergeConfigTexts(from, theirs, ours) ?? 'null'))).toBe(
    true,
  )
  return text
}

describe('mergeConfigTexts', () => {
  it('takes the side that changed, and a change that both made', () => {
    const changed = edited({ localhost: 'gateway' })
    expect([
      mergeConfigTexts(base, changed, base),
      mergeConfigTexts(base, base, changed),
      mergeConfigTexts(base, changed, changed),
    ]).toEqual([changed, changed, changed])
  })

  it.each([
    ['far apart', { localhost: 'gateway' }, { "Version: '1'": "Version: '2'" }],
    ['in neighbouring lines', { 'litellm/gpt-4o': 'litellm/phi' }, { "Version: '1'": "Version: '2'" }],
    ['in one line', { 'litellm/gpt-4o': 'litellm/phi' }, { "fallbacks: ['litellm/phi']": 'fallbacks: []' }],
    [
      'in two comments',
      { '// no slash': '// no slash at the end' },
      { '// The office': '// The big office' },
    ],
  ])('keeps both changes %s', (_where, ourChange, theirChange) => {
    expect(merged(edited(ourChange), edited(theirChange))).toBe(edited({ ...ourChange, ...theirChange }))
  })

  it('keeps both changes in one model', () => {
    const ours = edited({ "name: 'Phi'": "name: 'Phi 4'" })
    const theirs = edited({ "name: 'Phi'": "name: 'Phi', maxTokens: 8192" })
    expect(merged(ours, theirs)).toBe(edited({ "name: 'Phi'": "name: 'Phi 4', maxTokens: 8192" }))
  })

  it.each([
    ['the same value', { 'litellm/gpt-4o': 'litellm/phi' }, { 'litellm/gpt-4o': 'litellm/o3' }],
    ['the same model', { "name: 'Phi'": "name: 'A'" }, { "name: 'Phi'": "name: 'B'" }],
    [
      'what the other deletes',
      { "name: 'Phi'": "name: 'A'" },
      { "          { id: 'phi', name: 'Phi' },\n": '' },
    ],
    [
      'an ordered list',
      { "['litellm/phi']": "['a', 'litellm/phi']" },
      { "['litellm/phi']": "['b', 'litellm/phi']" },
    ],
    ['the same comment', { '// no slash': '// one' }, { '// no slash': '// two' }],
    ['the order of models', { "{ id: 'gpt-4o', name: 'GPT-4o' },": '' }, { "name: 'GPT-4o'": "name: '4o'" }],
  ])('finds no way when both change %s', (_what, ourChange, theirChange) => {
    expect(mergeConfigTexts(base, edited(ourChange), edited(theirChange))).toBeNull()
    expect(mergeConfigTexts(base, edited(theirChange), edited(ourChange))).toBeNull()
  })

  it('keeps models that both add at the end, theirs first', () => {
    const last = "{ id: 'phi', name: 'Phi' },"
    const ours = edited({ [last]: `${last}\n          { id: 'ours', name: 'Ours' },` })
    const theirs = edited({ [last]: `${last}\n          { id: 'theirs', name: 'Theirs' },` })
    const both = edited({
      [last]: `${last} { id: 'theirs', name: 'Theirs' }, { id: 'ours', name: 'Ours' },`,
    })
    expect(JSON5.parse(mergeConfigTexts(base, ours, theirs) ?? 'null')).toEqual(JSON5.parse(both))
  })

  it('keeps members that both add where nothing was', () => {
    const ours = edited({ '  meta': "  ui: { theme: 'dark' },\n  meta" })
    const theirs = edited({ '  meta': '  ui: { scale: 2 },\n  meta' })
    expect(JSON5.parse(merged(ours, theirs))).toMatchObject({ ui: { theme: 'dark', scale: 2 } })
  })

  it('makes our change in a file that an engine has written anew without comments', () => {
    const theirs = `${JSON.stringify({ ...JSON5.parse<object>(base), wizard: { lastRun: 'now' } }, null, 2)}\n`
    const ours = edited({ 'litellm/gpt-4o': 'litellm/phi' })
    expect(mergeConfigTexts(base, ours, theirs)).toBe(theirs.replace('litellm/gpt-4o', 'litellm/phi'))
  })

  it('does not lose a comment of ours, where the text can be made from ours instead', () => {
    const ours = edited({ 'agents: {': '/* Phi is cheaper */ agents: {', 'litellm/gpt-4o': 'litellm/phi' })
    const theirs = edited({ "['litellm/phi']": '[]' })
    expect(merged(ours, theirs)).toBe(edited({ "['litellm/phi']": '[]' }, ours))
  })

  it('gives up where comments of both would be needed in one place', () => {
    const ours = edited({ 'agents: {': '/* ours */ agents: {', 'litellm/gpt-4o': 'litellm/phi' })
    const theirs = edited({ 'agents: {': '/* theirs */ agents: {', "['litellm/phi']": '[]' })
    expect(mergeConfigTexts(base, ours, theirs)).toBeNull()
  })

  it('does not write a key twice that both add in different places', () => {
    const ours = edited({ '{\n  //': '{\n  ui: 1,\n  //' })
    const theirs = edited({
      "  meta: { lastTouchedVersion: '1' },\n": "  meta: { lastTouchedVersion: '1' },\n  ui: 1,\n",
    })
    expect(merged(ours, theirs).match(/ui:/g)).toHaveLength(1)
  })

  it.each([0, 1, 2])('gives up when a side is not JSON5 (%i)', (broken) => {
    const sides = [base, edited({ localhost: 'a' }), edited({ "Version: '1'": "Version: '2'" })]
    sides[broken] = `${sides[broken]?.slice(0, -3)}`
    expect(mergeConfigTexts(sides[0] ?? '', sides[1] ?? '', sides[2] ?? '')).toBeNull()
  })

  it('keeps the line ends of their file', () => {
    const theirs = edited({ "Version: '1'": "Version: '2'" }).replaceAll('\n', '\r\n')
    const ours = edited({ localhost: 'gateway' })
    expect(mergeConfigTexts(base, ours, theirs)).toBe(edited({ localhost: 'gateway' }, theirs))
  })
})

const keys = ['a', 'b', 'c', 'd', 'e', 'f']
const leaf = fc.oneof(fc.integer(), fc.string({ maxLength: 4 }), fc.boolean(), fc.constant(null))
const entry = fc.record({ id: fc.constantFrom('x', 'y', 'z', 'w'), n: leaf })
const { value: anyValue } = fc.letrec<{ value: ConfigValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.dictionary(fc.constantFrom(...keys, '__proto__'), tie('value'), { maxKeys: 4 }),
    fc.array(leaf, { maxLength: 4 }),
    fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 4 }),
  ),
}))
const styles = [
  (value: ConfigValue) => JSON.stringify(value, null, 2),
  (value: ConfigValue) => JSON.stringify(value),
  (value: ConfigValue) => JSON5.stringify(value, null, '\t'),
]
const anyStyle = fc.constantFrom(...styles)

describe('merging any values', () => {
  it('edits turn one into the other', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyStyle, (from, to, write) => {
        const text = editConfigText(write(from), editsBetween(from, to))
        expect(isSameValue(JSON5.parse(text), to)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('a merged text means the merged value, and none is given where values collide', () => {
    fc.assert(
      fc.property(
        anyValue,
        anyValue,
        anyValue,
        anyStyle,
        anyStyle,
        (from, ours, theirs, write, writeTheirs) => {
          const text = mergeConfigTexts(write(from), write(ours), writeTheirs(theirs))
          const value = mergeValues({ base: from, ours, theirs })
          if (value === null) expect(text).toBeNull()
          else expect(text !== null && isSameValue(JSON5.parse(text), value.value)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps changes of different members, with every comment, in any style', () => {
    const members = fc.record(Object.fromEntries(keys.map((key) => [key, fc.tuple(anyValue, anyValue)])))
    const sides = fc.array(fc.constantFrom('ours', 'theirs', 'both', 'none'), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(members, sides, fc.boolean(), (pairs, changedBy, isOneLine) => {
        const from = Object.fromEntries(keys.map((key) => [key, pairs[key]?.[0] ?? null]))
        const textOf = keys.map((key) => `/* ${key} */ ${key}: ${JSON.stringify(from[key])},`)
        const text = `{${isOneLine ? textOf.join(' ') : textOf.map((line) => `\n  ${line}`).join('')}}`
        const changedFor = (sides_: string[]) =>
          Object.fromEntries(
            keys.map((key, index) => [
              key,
              pairs[key]?.[sides_.includes(changedBy[index] ?? '') ? 1 : 0] ?? null,
            ]),
          )
        const edit = (value: ConfigValue) => editConfigText(text, editsBetween(from, value))
        const result = mergeConfigTexts(
          text,
          edit(changedFor(['ours', 'both'])),
          edit(changedFor(['theirs', 'both'])),
        )
        expect(isSameValue(JSON5.parse(result ?? 'null'), changedFor(['ours', 'theirs', 'both']))).toBe(true)
        for (const key of keys) expect(result).toContain(`/* ${key} */`)
      }),
      { numRuns: 300 },
    )
  })
})
