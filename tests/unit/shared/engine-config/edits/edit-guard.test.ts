import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import { EngineEditError, guarded } from '#shared/engine-config/edits/edit-guard.ts'
import { setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import { addModels } from '#shared/engine-config/edits/model-edits.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

const P = ['models', 'providers', 'litellm']
const set = (
  path: readonly (string | number)[],
  value: ConfigEdit extends { value: infer V } ? V : unknown,
): ConfigEdit => ({ type: 'set', path, value }) as ConfigEdit

const PROVIDERS =
  '{ models: { providers: { $include: "./p.json5", litellm: { baseUrl: "x", models: [{ id: "a" }] } } } }'
const ROOT =
  '{ $include: "./base.json5", models: { providers: { litellm: { baseUrl: "x", models: [{ id: "a" }] } } } }'
const ELSEWHERE =
  '{ models: { providers: { litellm: { baseUrl: "x", models: [] }, other: { $include: "./o.json5" } } } }'
const INSIDE =
  '{ models: { providers: { litellm: { baseUrl: "x", models: [{ $include: "./m.json5" }, { id: "b" }] } } } }'

describe('an include is in the way of', () => {
  test.each<[string, string, ConfigEdit]>([
    ['a provider beside it', PROVIDERS, set([...P.slice(0, 2), 'second'], { baseUrl: 'x', models: [] })],
    ['a field beside it', PROVIDERS, set([...P, 'api'], 'ollama')],
    [
      'a model of a list that may go on there',
      PROVIDERS,
      { type: 'insert', path: [...P, 'models', 1], value: {} },
    ],
    ['removing what may come back from there', PROVIDERS, { type: 'delete', path: P }],
    ['renaming beside it', PROVIDERS, { type: 'rename', path: P, key: 'x' }],
    ['a list under one at the root', ROOT, set([...P.slice(0, 2), 'second'], { baseUrl: 'x', models: [] })],
    ['replacing what has one in it', ELSEWHERE, set(['models', 'providers'], {})],
    ['removing what has one in it', ELSEWHERE, { type: 'delete', path: ['models'] }],
    ['a field of an element that has one', INSIDE, set([...P, 'models', 0, 'name'], 'A')],
    ['removing an element that has one', INSIDE, { type: 'delete', path: [...P, 'models', 0] }],
  ])('%s', (_title, text, edit) => {
    const { value } = readConfigDocument(text)
    expect(() => guarded(value, [edit])).toThrow(EngineEditError)
  })
})

describe('an include is not in the way of', () => {
  test.each<[string, string, ConfigEdit]>([
    ['a scalar that is in the file and wins', PROVIDERS, set([...P, 'baseUrl'], 'y')],
    ['a field of an element: no include changes those', PROVIDERS, set([...P, 'models', 0, 'name'], 'A')],
    ['a scalar under one at the root', ROOT, set(['agents', 'defaults', 'model', 'primary'], 'a/b')],
    ['an object without lists under one at the root', ROOT, set(['agents', 'defaults', 'models', 'a/b'], {})],
    [
      'a list that is in the file, under one at the root',
      ROOT,
      { type: 'insert', path: [...P, 'models', 1], value: {} },
    ],
    ['the order of such a list', ROOT, { type: 'move', path: [...P, 'models', 0], to: 0 }],
    ['removing under one at the root', ROOT, { type: 'delete', path: P }],
    ['what is elsewhere', ELSEWHERE, set([...P, 'api'], 'ollama')],
    ['a new provider beside one that has one', ELSEWHERE, set([...P.slice(0, 2), 'second'], { models: [] })],
    ['another element', INSIDE, set([...P, 'models', 1, 'name'], 'B')],
    ['moving an element that has one', INSIDE, { type: 'move', path: [...P, 'models', 0], to: 1 }],
  ])('%s', (_title, text, edit) => {
    const { value } = readConfigDocument(text)
    expect(guarded(value, [edit])).toEqual([edit])
  })
})

describe('the operations', () => {
  test('say which file has it', () => {
    const document = readConfigDocument('{ agents: { defaults: { $include: ["./a.json5", "./b.json5"] } } }')
    expect(() => setPrimary(document, novaEngine, 'a/b')).toThrow(
      'agents.defaults includes ./a.json5, ./b.json5, so this has to be changed there.',
    )
  })

  test('go on where the file has its own', () => {
    const text = '{ agents: { defaults: { $include: "./a.json5", model: { primary: "a/b" } } } }'
    expect(setPrimary(readConfigDocument(text), novaEngine, 'c/d')).toHaveLength(1)
    expect(() =>
      addModels(readConfigDocument(PROVIDERS), { providerId: 'litellm', models: [{ id: 'b', name: 'B' }] }),
    ).toThrow(EngineEditError)
  })
})
