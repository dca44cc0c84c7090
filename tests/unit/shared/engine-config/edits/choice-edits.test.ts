import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { setAgentModel, setFallbacks, setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { IMAGE_MODEL_PATH } from '#shared/engine-config/model-ref-sites.ts'
import { summariseEngine } from '#shared/engine-config/engine-summary.ts'
import { EngineKind } from '#shared/engine.ts'

import { configLike } from '../arbitrary-config.ts'
import { documentedConfig, documentOf } from '../samples.ts'

const primaryIn = (text: string, definition = novaEngine, ref: string | null = 'litellm/new') =>
  editConfigText(text, setPrimary(readConfigDocument(text), definition, ref))

describe('setPrimary', () => {
  test('changes the bytes of the primary and no others', () => {
    const text = `// mine
{ agents: { defaults: { model: { /* now */ primary: 'litellm/old', fallbacks: ["a/b"], }, }, }, }`
    expect(primaryIn(text)).toBe(text.replace('litellm/old', 'litellm/new'))
    expect(primaryIn(documentedConfig)).toBe(
      documentedConfig.replace('"litellm/claude-opus-4-6"', '"litellm/new"'),
    )
  })

  test.each([
    ['{}', novaEngine, { agents: { defaults: { model: { primary: 'litellm/new' } } } }],
    ['{}', idleHands, { agents: { defaults: { model: { primary: 'litellm/new' } } } }],
    [
      '{ agents: { defaults: { model: { fallbacks: ["a/b"] } } } }',
      novaEngine,
      { agents: { defaults: { model: { fallbacks: ['a/b'], primary: 'litellm/new' } } } },
    ],
    [
      '{ agents: { defaults: { model: "a/b" } } }',
      idleHands,
      { agents: { defaults: { model: 'litellm/new' } } },
    ],
    [
      '{ agents: { defaults: { model: "a/b" } } }',
      novaEngine,
      { agents: { defaults: { model: { primary: 'litellm/new' } } } },
    ],
    [
      '{ agents: { defaults: { model: null } } }',
      idleHands,
      { agents: { defaults: { model: { primary: 'litellm/new' } } } },
    ],
    [
      '{ agents: { defaults: { model: { primary: 1 } } } }',
      novaEngine,
      { agents: { defaults: { model: { primary: 'litellm/new' } } } },
    ],
  ])('in %s', (text, definition, value) => {
    expect(readConfigDocument(primaryIn(text, definition)).value).toEqual(value)
  })

  test('that is chosen already is nothing to do', () => {
    expect(setPrimary(readConfigDocument(documentedConfig), novaEngine, 'litellm/claude-opus-4-6')).toEqual(
      [],
    )
    const plain = documentOf({ agents: { defaults: { model: 'a/b' } } })
    expect(setPrimary(plain, idleHands, 'a/b')).toEqual([])
  })

  test('takes the choice out', () => {
    expect(
      readConfigDocument(primaryIn(documentedConfig, novaEngine, null)).valueAt(['agents', 'defaults']),
    ).toEqual({
      model: {},
    })
    expect(primaryIn('{ agents: { defaults: { model: "a/b" } } }', idleHands, null)).toBe(
      '{ agents: { defaults: {} } }',
    )
    expect(setPrimary(documentOf({}), novaEngine, null)).toEqual([])
  })

  test('for images', () => {
    expect(setPrimary(documentOf({}), novaEngine, 'a/b', IMAGE_MODEL_PATH)).toEqual([
      { type: 'set', path: ['agents', 'defaults', 'imageModel', 'primary'], value: 'a/b' },
    ])
  })

  test('touches nothing but the primary, and the summary shows it, in any file', () => {
    fc.assert(
      fc.property(configLike, fc.constantFrom(...EngineKind.options), (value, kind) => {
        const document = documentOf(value)
        fc.pre(isEditable(value) && !document.text.includes('$include'))
        const edits = setPrimary(document, engineDefinition(kind), 'litellm/new')
        const text = editConfigText(document.text, edits)
        const after = readConfigDocument(text)
        expect(summariseEngine(after.value).primary).toBe('litellm/new')
        const [edit] = edits
        expect(edits.length).toBeLessThanOrEqual(1)
        const place = edit && document.rangeOf(edit.path)
        if (!place) return
        expect(text.startsWith(document.text.slice(0, place.value.start))).toBe(true)
        expect(text.endsWith(document.text.slice(place.value.end))).toBe(true)
      }),
    )
  })
})

describe('setFallbacks', () => {
  const fallbacksIn = (text: string, fallbacks: readonly string[]) =>
    editConfigText(text, setFallbacks(readConfigDocument(text), fallbacks))

  test('keeps the comment of each that stays', () => {
    const text = `{
  agents: { defaults: { model: {
    primary: "a/a",
    fallbacks: [
      "a/1", // cheap
      "a/2", // fast
      "a/3", // odd
    ],
  } } },
}
`
    expect(fallbacksIn(text, ['a/2', 'a/1'])).toBe(`{
  agents: { defaults: { model: {
    primary: "a/a",
    fallbacks: [
      "a/2", // fast
      "a/1", // cheap
    ],
  } } },
}
`)
  })

  test.each([
    ['{ agents: { defaults: { model: "a/b" } } }', [], '{ agents: { defaults: { model: "a/b" } } }'],
    [
      '{ agents: { defaults: { model: "a/b" } } }',
      ['c/d'],
      '{ agents: { defaults: { model: { primary: "a/b", fallbacks: ["c/d"] } } } }',
    ],
    [
      '{ agents: { defaults: { model: { primary: "a/b" } } } }',
      ['c/d'],
      '{ agents: { defaults: { model: { primary: "a/b", fallbacks: ["c/d"] } } } }',
    ],
    [
      '{ agents: { defaults: { model: { primary: "a/b" } } } }',
      [],
      '{ agents: { defaults: { model: { primary: "a/b" } } } }',
    ],
    [
      '{ agents: { defaults: { model: { fallbacks: ["c/d"] } } } }',
      [],
      '{ agents: { defaults: { model: { fallbacks: [] } } } }',
    ],
    [
      '{ agents: { defaults: { model: { fallbacks: [1, "c/d"] } } } }',
      ['c/d'],
      '{ agents: { defaults: { model: { fallbacks: ["c/d"] } } } }',
    ],
  ])('from %s to %j', (text, fallbacks, after) => {
    expect(fallbacksIn(text, fallbacks)).toBe(after)
  })

  test('the summary shows what was set', () => {
    const refs = fc.uniqueArray(fc.constantFrom('a/1', 'a/2', 'b/1', 'b/2', 'b/3'))
    fc.assert(
      fc.property(refs, refs, (from, to) => {
        const before = documentOf({ agents: { defaults: { model: { primary: 'x/y', fallbacks: from } } } })
        const after = readConfigDocument(editConfigText(before.text, setFallbacks(before, to)))
        expect(summariseEngine(after.value)).toMatchObject({ primary: 'x/y', fallbacks: to })
      }),
    )
  })
})

describe('setAgentModel', () => {
  const set = (model: string, choice: { primary: string | null; fallbacks: readonly string[] | null }) => {
    const text = `{ agents: { list: [{ id: "a"${model} }] } }`
    return editConfigText(text, setAgentModel(readConfigDocument(text), novaEngine, { index: 0, ...choice }))
  }

  test.each([
    ['', { primary: 'x/y', fallbacks: null }, ', model: "x/y"'],
    [', model: "a/b"', { primary: 'x/y', fallbacks: null }, ', model: "x/y"'],
    [', model: "a/b"', { primary: 'x/y', fallbacks: [] }, ', model: { primary: "x/y", fallbacks: [] }'],
    [
      ', model: { primary: "a/b", fallbacks: ["c/d"] }',
      { primary: 'x/y', fallbacks: null },
      ', model: { primary: "x/y", fallbacks: ["c/d"] }',
    ],
    [
      ', model: { primary: "a/b" }',
      { primary: 'a/b', fallbacks: [] },
      ', model: { primary: "a/b", fallbacks: [] }',
    ],
    [', model: { primary: "a/b" }', { primary: null, fallbacks: null }, ''],
    ['', { primary: null, fallbacks: null }, ''],
  ])('%j with %j', (before, choice, after) => {
    expect(set(before, choice)).toBe(`{ agents: { list: [{ id: "a"${after} }] } }`)
  })

  test('refuses an agent that is not there', () => {
    expect(() =>
      setAgentModel(documentOf({}), novaEngine, { index: 0, primary: 'a/b', fallbacks: null }),
    ).toThrow('The file has no agent at place 1.')
  })
})

/** Whether what leads to the default model can hold it. */
function isEditable(value: unknown): boolean {
  const isObject = (part: unknown) =>
    part === undefined || (typeof part === 'object' && part !== null && !Array.isArray(part))
  if (!isObject(value)) return false
  const { agents } = value as { agents?: { defaults?: unknown } }
  return isObject(agents) && isObject(agents?.defaults)
}
