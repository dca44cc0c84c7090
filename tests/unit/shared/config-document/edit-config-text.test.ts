import { describe, expect, it } from 'vitest'

import { readConfigDocument } from '../../../../src-shared/config-document/config-document.ts'
import { ConfigEditError } from '../../../../src-shared/config-document/config-edit-error.ts'
import type {
  ConfigEdit,
  ConfigPath,
  ConfigValue,
} from '../../../../src-shared/config-document/config-edit.ts'
import { MAX_DEPTH } from '../../../../src-shared/config-document/config-path.ts'
import { ConfigSyntaxError } from '../../../../src-shared/config-document/config-syntax-error.ts'
import {
  editConfigDocument,
  editConfigText,
} from '../../../../src-shared/config-document/edit-config-text.ts'

const commented = `{
  // Providers, see the wiki.

  // local one
  // slow
  a: 1, // about a
  b: 2,

  // about c
  c: { d: 1 } // last

  // e: 5,
}
`

describe('deleting', () => {
  it.each([
    [
      'the comments above and behind',
      ['a'],
      `{
  // Providers, see the wiki.

  b: 2,

  // about c
  c: { d: 1 } // last

  // e: 5,
}
`,
    ],
    [
      'nothing of its neighbours',
      ['b'],
      `{
  // Providers, see the wiki.

  // local one
  // slow
  a: 1, // about a

  // about c
  c: { d: 1 } // last

  // e: 5,
}
`,
    ],
    [
      'the comma that is left over and one blank line',
      ['c'],
      `{
  // Providers, see the wiki.

  // local one
  // slow
  a: 1, // about a
  b: 2

  // e: 5,
}
`,
    ],
  ])('takes %s along', (_, path, expected) => {
    expect(editConfigText(commented, [remove(path)])).toBe(expected)
  })

  it('leaves comments that belong to no member', () => {
    expect(editConfigText(commented, [remove(['a']), remove(['b']), remove(['c'])])).toBe(`{
  // Providers, see the wiki.

  // e: 5,
}
`)
  })

  it.each<[string, ConfigPath, string]>([
    ['[1, 2, 3]', [0], '[2, 3]'],
    ['[1, 2, 3]', [1], '[1, 3]'],
    ['[1, 2, 3]', [2], '[1, 2]'],
    ['[ 1, 2, ]', [1], '[ 1, ]'],
    ['[1,2 , 3]', [1], '[1,3]'],
    ['[1]', [0], '[]'],
    ['{ a: 1 }', ['a'], '{}'],
    ['{\n  a: 1,\n}', ['a'], '{}'],
    ['{  a: 1  }', ['a'], '{  }'],
    ['[1 /* one */, /* two */ 2, 3]', [0], '[/* two */ 2, 3]'],
    ['[1 /* one */, /* two */ 2, 3]', [1], '[1 /* one */, 3]'],
    ['[1, 2 /* two */]', [1], '[1]'],
    ['[1, 2, /* three */]', [1], '[1, /* three */]'],
    ['[1, // one\n 2 // two\n]', [1], '[1 // one\n]'],
    ['[1, // one\n 2 ]', [1], '[1 // one\n ]'],
    ['[1,\n 2 ]', [1], '[1 ]'],
    ['[ // all\n 1 ]', [0], '[ // all\n ]'],
    ['[\n 1, 2,\n 3, 4\n]', [1], '[\n 1,\n 3, 4\n]'],
    ['[\n 1, 2,\n 3, 4\n]', [2], '[\n 1, 2,\n 4\n]'],
    ['{ a: 1\n, b: 2\n, c: 3\n}', ['a'], '{ b: 2\n, c: 3\n}'],
    ['{ a: 1\n, b: 2\n, c: 3\n}', ['b'], '{ a: 1\n, c: 3\n}'],
    ['{ a: 1\n, b: 2\n, c: 3\n}', ['c'], '{ a: 1\n, b: 2\n}'],
    ['{ a /* k */ : /* v */ 1, b: 2 }', ['a'], '{ b: 2 }'],
    ['{a:1}', ['b'], '{a:1}'],
    ['{a:1}', ['a', 'b'], '{a:1}'],
    ['{a:[1]}', ['a', 1], '{a:[1]}'],
  ])('%j without %j is %j', (text, path, expected) => {
    expect(editConfigText(text, [remove(path)])).toBe(expected)
  })
})

describe('adding', () => {
  it('writes a member like its siblings, before comments that stand at the end', () => {
    expect(editConfigText(commented, [set(['e'], { x: 1, y: 'z' })])).toBe(
      commented.replace('{ d: 1 } // last', '{ d: 1 }, // last\n  e: { x: 1, y: "z" }'),
    )
  })

  it.each<[string, string, ConfigEdit, string]>([
    [
      'an empty document',
      '{}',
      set(['agents', 'defaults', 'model', 'primary'], 'litellm/x'),
      `{
  agents: {
    defaults: {
      model: { primary: "litellm/x" },
    },
  },
}`,
    ],
    [
      'plain JSON',
      '{\n    "a": {\n        "b": "c"\n    }\n}',
      set(['a', 'model'], { primary: 'x', fallbacks: ['y', 'z'] }),
      `{
    "a": {
        "b": "c",
        "model": {
            "primary": "x",
            "fallbacks": ["y", "z"]
        }
    }
}`,
    ],
    [
      'single quotes and tabs',
      "{\n\tb: {\n\t\t'c': 'y',\n\t},\n}",
      set(['b', 'd'], { "it's": "it's", e: 'f' }),
      `{
\tb: {
\t\t'c': 'y',
\t\t'd': {
\t\t\t'it\\'s': 'it\\'s',
\t\t\t'e': 'f',
\t\t},
\t},
}`,
    ],
    [
      'no indentation',
      '{\n"a": {\n"b": 1\n}\n}',
      set(['a', 'c'], { d: 1, e: 2 }),
      '{\n"a": {\n"b": 1,\n"c": {\n"d": 1,\n"e": 2\n}\n}\n}',
    ],
    [
      'one line',
      '{a:1,b:{c:"d"}}',
      set(['b', 'e'], { f: [1, 2], g: {} }),
      '{a:1,b:{c:"d",e:{f:[1,2],g:{}}}}',
    ],
    [
      'a spacious line',
      '{ "a" : [ 1 , 2 ] }',
      set(['b'], { c: 1 }),
      '{ "a" : [ 1 , 2 ], "b" : { "c" : 1 } }',
    ],
    ['several on a line', '[\n  1, 2,\n  3, 4\n]', insert([4], 5), '[\n  1, 2,\n  3, 4, 5\n]'],
    ['leading commas', '{ a: 1\n, b: 2\n}', set(['c'], 3), '{ a: 1\n, b: 2\n, c: 3\n}'],
    ['a line comment at the end', '[1 // one\n]', insert([1], 2), '[1, // one\n  2\n]'],
    ['a bracket on the last line', '{\n  a: 1 }', set(['b'], 2), '{\n  a: 1,\n  b: 2 }'],
    [
      'CRLF',
      '{\r\n  a: 1\r\n}\r\n',
      set(['b'], { c: 1, d: 2 }),
      '{\r\n  a: 1,\r\n  b: {\r\n    c: 1,\r\n    d: 2\r\n  }\r\n}\r\n',
    ],
    ['CR', '{\r  a: 1,\r}', set(['b'], 2), '{\r  a: 1,\r  b: 2,\r}'],
    [
      'a comment in an empty object',
      '{\n  a: {\n    // none yet\n  },\n}',
      set(['a', 'b'], 1),
      '{\n  a: {\n    b: 1,\n    // none yet\n  },\n}',
    ],
    [
      'a comment in an empty line',
      '{\n  a: [ /* none */ ],\n}',
      insert(['a', 0], 1),
      '{\n  a: [ 1, /* none */ ],\n}',
    ],
    ['a comment behind the bracket', '[ // all\n]', insert([0], 1), '[ // all\n  1,\n]'],
    [
      'a first element with comments',
      '[\n  // one\n  1, // 1\n]',
      insert([0], 0),
      '[\n  0,\n  // one\n  1, // 1\n]',
    ],
    [
      'a heading',
      '[\n  // all\n\n  // one\n  1,\n]',
      insert([0], 0),
      '[\n  // all\n\n  0,\n  // one\n  1,\n]',
    ],
    ['a comment of the next element', '[1, /* two */ 2]', insert([1], 1.5), '[1, 1.5, /* two */ 2]'],
  ])('fits into %s', (_, text, edit, expected) => {
    expect(editConfigText(text, [edit])).toBe(expected)
  })

  it('copies the layout of objects beside it', () => {
    const model = (id: string) => `    {
      id: "${id}",
      input: ["text"],
      cost: { input: 1, output: 2 },
    },
`
    const value = (id: string) => ({ id, input: ['text'], cost: { input: 1, output: 2 } })
    expect(editConfigText(`{\n  models: [\n${model('a')}  ],\n}`, [insert(['models', 1], value('b'))])).toBe(
      `{\n  models: [\n${model('a')}${model('b')}  ],\n}`,
    )
    expect(editConfigText('[\n  { id: "a", n: 1 },\n]', [insert([0], { id: 'b', n: 2 })])).toBe(
      '[\n  { id: "b", n: 2 },\n  { id: "a", n: 1 },\n]',
    )
    expect(
      editConfigText('{\n  one: { cost: { a: 1, b: 2 } },\n  two: {\n    x: 1,\n  },\n}', [
        set(['two', 'cost'], { a: 3, b: 4 }),
      ]),
    ).toContain('\n    cost: { a: 3, b: 4 },\n')
  })

  it('puts long lists of scalars on one line, and what does not fit a line on several', () => {
    const names = Array.from({ length: 30 }, (_, index) => `model-${index}`)
    const result = editConfigText('{\n  a: { b: 1 },\n}', [
      set(['names'], names),
      set(['c'], { names, more: { names } }),
    ])
    expect(result).toContain(
      `\n  names: [${names.map((name) => `"${name}"`).join(', ')}],\n  c: {\n    names: ["model-0"`,
    )
  })
})

describe('setting', () => {
  it('changes only what differs inside an object', () => {
    const text = `{
  litellm: {
    // where it is
    baseUrl: 'http://a', // local
    timeout: 0x10, /* s */ retries: +3,
    models: [
      // the cheap one
      { id: "a", price: 1 /* cent */ },
      { id: "b" }, // the good one
    ],
  },
}`
    const value = {
      baseUrl: 'http://b',
      timeout: 16,
      models: [{ id: 'b' }, { id: 'a', price: 2 }, { id: 'c' }],
      retries: 3,
    }
    expect(editConfigText(text, [set(['litellm'], value)])).toBe(`{
  litellm: {
    // where it is
    baseUrl: 'http://b', // local
    timeout: 0x10, /* s */ retries: +3,
    models: [
      { id: "b" }, // the good one
      // the cheap one
      { id: "a", price: 2 /* cent */ },
      { id: "c" },
    ],
  },
}`)
  })

  it.each<[string, ConfigPath, ConfigValue, string]>([
    ['{a: 0x10}', ['a'], 16, '{a: 0x10}'],
    ["{a: 'x'}", ['a'], 'x', "{a: 'x'}"],
    ['{a: \'x\', b: "y"}', ['a'], "it's", "{a: 'it\\'s', b: \"y\"}"],
    ['{a: \'x\', b: "y"}', ['b'], "it's", "{a: 'x', b: \"it's\"}"],
    ['{a: 0}', ['a'], -0, '{a: -0}'],
    ['{a: 0}', ['a'], Number.NaN, '{a: NaN}'],
    ['{a: 0}', ['a'], -Infinity, '{a: -Infinity}'],
    ['{a: 0}', ['a'], 1e21, '{a: 1e+21}'],
    ['{a: 0}', ['a'], '\u2028\ud800\u0000\ufeff\u0085\n', '{a: "\\u2028\\ud800\\u0000\\ufeff\\u0085\\n"}'],
    ['{a: 0}', ['a'], '${KEY} $${KEY}', '{a: "${KEY} $${KEY}"}'],
    ['{}', ['__proto__'], 1, '{\n  __proto__: 1,\n}'],
    ['{a: 1}', ['a-b'], 1, '{a: 1, "a-b": 1}'],
    ['{a: 1}', ['ü'], 1, '{a: 1, "ü": 1}'],
    ['{a: 1}', [''], 1, '{a: 1, "": 1}'],
    ['{a: [1, /* two */ 2]}', ['a'], [1, 3], '{a: [1, /* two */ 3]}'],
    ['{a: [1, /* two */ 2]}', ['a', 2], 3, '{a: [1, /* two */ 2, 3]}'],
    ['{a: {b: 1}} // end', ['a'], null, '{a: null} // end'],
    ['{a: 1, b: 2}', ['a'], { x: { y: [{ z: 1 }] } }, '{a: {x: {y: [{z: 1}]}}, b: 2}'],
    ['// top\n"x" // end', [], [1], '// top\n[1] // end'],
    ['\ufeff{}\n', [], { a: 1 }, '\ufeff{\n  a: 1,\n}\n'],
    ['{a: 1}', ['list', 0, 'id'], 'x', '{a: 1, list: [{id: "x"}]}'],
  ])('%j at %j to %j gives %j', (text, path, value, expected) => {
    expect(editConfigText(text, [set(path, value)])).toBe(expected)
  })
})

describe('renaming', () => {
  it.each([
    ['{ a: 1 /* one */ }', 'b', '{ b: 1 /* one */ }'],
    ['{ "a": 1 }', 'b', '{ "b": 1 }'],
    ["{ 'a': 1 }", "it's", "{ 'it\\'s': 1 }"],
    ['{ a: "x" }', 'lite-llm', '{ "lite-llm": "x" }'],
    ["{ a: 'x' }", 'lite-llm', "{ 'lite-llm': 'x' }"],
    ['{ \\u0061 : 1 }', '__proto__', '{ __proto__ : 1 }'],
    ['{ \\u0061: 1 }', 'a', '{ \\u0061: 1 }'],
  ])('the key in %s to %s gives %s', (text, key, expected) => {
    const edit: ConfigEdit = { type: 'rename', path: ['a'], key }
    expect(editConfigText(text, [edit])).toBe(expected)
    expect(editConfigText(expected, [edit])).toBe(expected)
  })
})

describe('moving', () => {
  const text =
    '{\n  list: [\n    // one\n    "a", // 1\n    /* two */ "b",\n\n    // three\n    "c" // 3\n  ],\n}'

  it.each<[number, number, string]>([
    [0, 2, '    /* two */ "b",\n\n    // three\n    "c", // 3\n    // one\n    "a" // 1\n'],
    [2, 0, '    // three\n    "c", // 3\n    // one\n    "a", // 1\n    /* two */ "b"\n'],
    [0, 1, '    /* two */ "b",\n    // one\n    "a", // 1\n\n    // three\n    "c" // 3\n'],
    [1, 1, '    // one\n    "a", // 1\n    /* two */ "b",\n\n    // three\n    "c" // 3\n'],
  ])('an element from %i to %i takes its comments along', (from, to, lines) => {
    const edit: ConfigEdit = { type: 'move', path: ['list', from], to }
    expect(editConfigText(text, [edit])).toBe(`{\n  list: [\n${lines}  ],\n}`)
  })

  it.each<[string, number, number, string]>([
    ['[1 /* one */, /* two */ 2, 3]', 0, 2, '[/* two */ 2, 3, 1 /* one */]'],
    ['[1 /* one */, /* two */ 2, 3]', 1, 0, '[/* two */ 2, 1 /* one */, 3]'],
    ['[1, // one\n 2 ]', 0, 1, '[\n 2,\n 1 // one\n ]'],
    ['[1, 2, // two\n 3]', 1, 0, '[2, // two\n 1,\n 3]'],
  ])('in %j, %i to %i gives %j', (list, from, to, expected) => {
    expect(editConfigText(list, [{ type: 'move', path: [from], to }])).toBe(expected)
  })
})

describe('an edit that cannot be made', () => {
  const text = '{ a: 1, n: null, list: [1, 2], o: { x: 1 }, twice: 1, twice: { y: 1 }, in: { z: 1, z: 2 } }'

  it.each(
    (
      [
        [set(['a', 'b'], 1), 'Cannot set a.b: a is not an object.'],
        [set(['n', 'b'], 1), 'Cannot set n.b: n is not an object.'],
        [set(['o', 0], 1), 'Cannot set o[0]: o is not a list.'],
        [set(['list', 'x'], 1), 'Cannot set list.x: list is not an object.'],
        [set(['list', 3], 1), 'Cannot set list[3]: 3 is outside a list of 2.'],
        [set(['new', 1], 1), 'Cannot set new[1]: 1 is outside a list of 0.'],
        [insert(['list', 3], 1), 'Cannot insert list[3]: 3 is outside a list of 2.'],
        [insert(['list', -1], 1), 'Cannot insert list[-1]: -1 is outside a list of 2.'],
        [insert(['new', 0], 1), 'Cannot insert new[0]: new is not a list.'],
        [insert(['o', 'y'], 1), 'Cannot insert o.y: o is not a list.'],
        [insert([], 1), 'Cannot insert the document: the whole document can only be set.'],
        [{ type: 'move', path: ['list', 2], to: 0 }, 'Cannot move list[2]: 2 is outside a list of 2.'],
        [{ type: 'move', path: ['list', 0], to: 2 }, 'Cannot move list[0]: 2 is outside a list of 2.'],
        [{ type: 'move', path: ['list', 0], to: 0.5 }, 'Cannot move list[0]: 0.5 is outside a list of 2.'],
        [{ type: 'move', path: ['o', 'x'], to: 0 }, 'Cannot move o.x: o is not a list.'],
        [{ type: 'rename', path: ['a'], key: 'o' }, 'Cannot rename a: there is already a key "o".'],
        [
          { type: 'rename', path: ['list', 0], key: 'x' },
          'Cannot rename list[0]: list elements have no key.',
        ],
        [
          { type: 'rename', path: [], key: 'x' },
          'Cannot rename the document: the whole document can only be set.',
        ],
        [remove([]), 'Cannot delete the document: the whole document can only be set.'],
        [set(['twice'], 2), 'Cannot change twice: the key twice is written 2 times.'],
        [remove(['twice', 'y']), 'Cannot change twice.y: the key twice is written 2 times.'],
        [
          { type: 'rename', path: ['twice'], key: 'b' },
          'Cannot change twice: the key twice is written 2 times.',
        ],
        [set(['in'], { z: 3 }), 'Cannot change in: it has a key that is written twice.'],
        [set(['a'], wrong(undefined)), 'Cannot set a: undefined cannot be written as JSON5.'],
        [set(['a'], wrong({ b: [() => 1] })), 'Cannot set a: function cannot be written as JSON5.'],
        [set(['a'], wrong([1n])), 'Cannot set a: bigint cannot be written as JSON5.'],
        [
          set(['a'], wrong(new Date(0))),
          'Cannot set a: only plain objects and lists can be written as JSON5.',
        ],
        [
          set(['a'], wrong(endless())),
          `Cannot set a: it would be nested more than ${MAX_DEPTH} levels deep.`,
        ],
        [
          insert(['list', 0], nested(MAX_DEPTH - 1)),
          `Cannot insert list[0]: it would be nested more than ${MAX_DEPTH} levels deep.`,
        ],
        [
          set(
            Array.from({ length: 10_000 }, () => 'x'),
            1,
          ),
          `Cannot set ${'x.'.repeat(9999)}x: it would be nested more than ${MAX_DEPTH} levels deep.`,
        ],
      ] satisfies [ConfigEdit, string][]
    ).map(([edit, message]) => ({ edit, message })),
  )('is refused: $message', ({ edit, message }) => {
    expect(() => editConfigText(text, [set(['b'], 1), edit])).toThrow(new ConfigEditError(message, edit.path))
  })

  it('is made beside repeated keys', () => {
    const edits: ConfigEdit[] = [set(['a'], 2), set(['o', 'y'], 1), set(['in'], 0), remove(['n'])]
    expect(editConfigText(text, edits)).toBe(
      '{ a: 2, list: [1, 2], o: { x: 1, y: 1 }, twice: 1, twice: { y: 1 }, in: 0 }',
    )
  })

  it('leaves a text that is not JSON5 to its reader', () => {
    expect(() => editConfigText('{ a: 1 b: 2 }', [set(['a'], 2)])).toThrow(ConfigSyntaxError)
    expect(() => editConfigText('', [])).toThrow(ConfigSyntaxError)
  })
})

describe('nesting as deep as it may be', () => {
  it('is edited at its end', () => {
    const text = '{a:'.repeat(MAX_DEPTH) + '1' + '}'.repeat(MAX_DEPTH)
    const path = Array.from({ length: MAX_DEPTH }, () => 'a')
    expect(editConfigText(text, [set(path, 2), set([...path.slice(1), 'b'], 3)])).toBe(
      text.replace('1', '2,b:3'),
    )
    expect(editConfigText('{}', [set(path.slice(1), { a: 1 })])).toContain('a: { a: 1 }')
  })
})

describe('an edited document', () => {
  it('shares with the one before what the edit left alone', () => {
    const before = readConfigDocument('{ a: { x: [1] }, b: { y: 1, z: { deep: true } }, c: 1 }')
    const after = editConfigDocument(before, [set(['b', 'y'], 2)])
    expect(after.value).toEqual({ a: { x: [1] }, b: { y: 2, z: { deep: true } }, c: 1 })
    expect(after.valueAt(['a'])).toBe(before.valueAt(['a']))
    expect(after.valueAt(['b', 'z'])).toBe(before.valueAt(['b', 'z']))
    expect(before.text).toBe('{ a: { x: [1] }, b: { y: 1, z: { deep: true } }, c: 1 }')
  })

  it('is the same document when nothing changes', () => {
    const document = readConfigDocument('{ a: 0x10 }')
    expect(editConfigDocument(document, [set(['a'], 16), remove(['b'])])).toBe(document)
  })
})

function set(path: ConfigPath, value: ConfigValue): ConfigEdit {
  return { type: 'set', path, value }
}

function insert(path: ConfigPath, value: ConfigValue): ConfigEdit {
  return { type: 'insert', path, value }
}

function remove(path: ConfigPath): ConfigEdit {
  return { type: 'delete', path }
}

/** What the types forbid and callers could still pass. */
function wrong(value: unknown): ConfigValue {
  return value as ConfigValue
}

function nested(depth: number): ConfigValue {
  let value: ConfigValue = []
  for (let level = 1; level < depth; level += 1) value = [value]
  return value
}

function endless(): unknown {
  const value: { self?: unknown } = {}
  value.self = value
  return value
}
