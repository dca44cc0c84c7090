import fc from 'fast-check'

import type { ConfigValue } from '../../src-shared/config-document/config-edit.ts'

/**
 * Config texts full of comments, layouts and odd spellings, for properties of whatever reads or edits them. All are JSON5.
 * Comments are numbered, so each is there once. No key is repeated in an object unless `repeatsKeys` asks for it.
 */
export function configText(options: { repeatsKeys?: boolean } = {}): fc.Arbitrary<string> {
  const { document } = fc.letrec<{ document: string; value: string; object: string; array: string }>(
    (tie) => ({
      document: fc
        .tuple(wildGap, fc.oneof({ weight: 9, arbitrary: tie('object') }, tie('array'), scalarText), wildGap)
        .map((parts) => parts.join('')),
      value: fc.oneof({ maxDepth: 4 }, scalarText, scalarText, tie('object'), tie('array')),
      object: container('{', '}', members(tie('value'), options.repeatsKeys ?? false)),
      array: container('[', ']', fc.array(tie('value'), { maxLength: MAX_ITEMS })),
    }),
  )
  return fc
    .tuple(document, fc.constantFrom('\n', '\n', '\r\n', '\r'), fc.constantFrom('', '', '', '\ufeff'))
    .map(([text, ending, mark]) => mark + numbered(text).replaceAll('\n', ending))
}

/** Values with whatever JSON5 can write: odd keys, lone surrogates, NaN, -0, nested containers. */
export function configValue(): fc.Arbitrary<ConfigValue> {
  const { value } = fc.letrec<{ value: ConfigValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      scalarValue,
      scalarValue,
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .array(fc.tuple(keyValue, tie('value')), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries)),
    ),
  }))
  return value
}

/** Keys as they are read: plain ones, ones that need quotes, ones that objects inherit. */
export const keyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'models', 'primary') },
  fc.constantFrom(
    '__proto__',
    'constructor',
    '',
    '1',
    'a b',
    "it's",
    'say "x"',
    '$include',
    'ünï',
    'x\n',
    '\u2028',
    'litellm/gpt-4o',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
)

const MAX_ITEMS = 5

const scalarValue: fc.Arbitrary<ConfigValue> = fc.oneof(
  fc.constantFrom<ConfigValue>(
    null,
    true,
    false,
    0,
    -0,
    1,
    Number.NaN,
    Infinity,
    -Infinity,
    1e21,
    5e-324,
    0.1,
  ),
  fc.double(),
  fc.constantFrom(
    '',
    '${KEY}',
    '$${KEY}',
    '// no comment',
    'a"b\'c',
    '\u2028\u2029',
    '\u00001',
    '\ud800',
    'line\nbreak',
    '\ufeff',
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

const scalarText = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '1',
    '-0',
    '+3',
    '0x1F',
    '-0xA',
    '.5',
    '5.',
    '5.e1',
    '1e3',
    '-Infinity',
    'NaN',
  ),
  fc.constantFrom(
    '""',
    "''",
    '"text"',
    "'text'",
    '"${KEY}"',
    "'$${KEY}'",
    '"it\'s"',
    '\'say "x"\'',
    "'it\\'s'",
    "'\\q'",
  ),
  fc.constantFrom(
    '"// no comment"',
    "'/* nor this */'",
    '"a, b: {c} [d]"',
    '"on \\\ntwo lines"',
    '"\ttab"',
    '"\\x41\\u0042\\v\\0"',
    '"\ud83d\ude00"',
  ),
)

/** Keys as they read and as they are written. */
const keyText = fc.oneof(
  fc.constantFrom(
    ['a', 'a'],
    ['b', '"b"'],
    ['c', "'c'"],
    ['d', 'd'],
    ['e', '\\u0065'],
    ['models', 'models'],
    ['primary', '"primary"'],
  ),
  fc.constantFrom(
    ["it's", '"it\'s"'],
    ['litellm/gpt-4o', "'litellm/gpt-4o'"],
    ['ünï', 'ünï'],
    ['$include', '$include'],
    ['1', '"1"'],
    ['', "''"],
  ),
  fc.constantFrom(['__proto__', '__proto__'], ['constructor', 'constructor'], ['null', 'null']),
)

function members(value: fc.Arbitrary<string>, repeatsKeys: boolean): fc.Arbitrary<string[]> {
  const member = fc.tuple(keyText, colonText, value)
  const list = repeatsKeys
    ? fc.array(member, { maxLength: MAX_ITEMS })
    : fc.uniqueArray(member, { maxLength: MAX_ITEMS, selector: ([[key]]) => key })
  return list.map((entries) => entries.map(([[, key], colon, text]) => `${key}${colon}${text}`))
}

const blockComment = fc.constantFrom('/* #§ */', '/*#§*/', '/* #§, { [\n * */', '/** #§ // **/')
const lineComment = fc.constantFrom('// #§', '// #§ }', '//#§ /*')
const space = fc.constantFrom(' ', ' ', '  ', '\t', '\u00a0')

const colonText = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(': ', ': ', ': ', ':', ' : ') },
  blockComment.map((comment) => ` ${comment}:\n`),
  lineComment.map((comment) => `: ${comment}\n  `),
)

/** Anything that may stand between two tokens. */
const wildGap = fc
  .array(
    fc.oneof(
      space,
      space,
      fc.constantFrom('\n', '\n\n', '\n   ', '\n \u00a0', '\u2028'),
      blockComment,
      lineComment.map((comment) => `${comment}\n`),
    ),
    { maxLength: 3 },
  )
  .map((pieces) => pieces.join(''))

/** A container of the items in one of the layouts people use, or in none. */
function container(opening: string, closing: string, items: fc.Arbitrary<string[]>): fc.Arbitrary<string> {
  const enclose = (parts: readonly string[]) => opening + parts.join('') + closing
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(items, lines).map(([texts, shape]) => enclose(inLines(texts, shape))) },
    {
      weight: 2,
      arbitrary: fc.tuple(items, oneLine).map(([texts, shape]) => enclose(inOneLine(texts, shape))),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(items, wild).map(([texts, shape]) => enclose(inWildGaps(texts, shape))),
    },
    {
      weight: 1,
      arbitrary: items.map((texts) =>
        texts.length === 0 ? enclose([]) : `${opening} ${texts.map(indented).join('\n  , ')}\n${closing}`,
      ),
    },
  )
}

type ShapeOf<Shape> = Shape extends fc.Arbitrary<infer Value> ? Value : never

function perItem<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(arbitrary, { minLength: MAX_ITEMS + 1, maxLength: MAX_ITEMS + 1 })
}

const lines = fc.record({
  unit: fc.constantFrom('  ', '    ', '\t'),
  opening: fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    lineComment.map((comment) => ` ${comment}`),
  ),
  above: perItem(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      lineComment.map((comment) => `${comment}\n`),
      blockComment.map((comment) => `${comment}\n`),
      lineComment.map((comment) => `${comment}\n\n`),
      fc.constant('\n'),
      blockComment.map((comment) => `${comment} `),
    ),
  ),
  behind: perItem(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('') },
      lineComment.map((comment) => ` ${comment}`),
      blockComment.map((comment) => ` ${comment}`),
      fc.constant('  '),
    ),
  ),
  goesOn: perItem(fc.constantFrom(true, false)),
  joins: perItem(fc.constantFrom('\n', '\n', '\n', '\n', '\n\n')),
  lastComma: fc.constantFrom(',', ''),
  closing: fc.oneof(
    { weight: 4, arbitrary: fc.constant('\n') },
    fc.constantFrom(' ', ''),
    lineComment.map((comment) => `\n  ${comment}\n`),
  ),
})

function inLines(items: readonly string[], shape: ShapeOf<typeof lines>): string[] {
  if (items.length === 0) return [shape.opening, shape.closing === '\n' ? '' : '\n', shape.closing]
  const body = items.map((item, index) => {
    const comma = index < items.length - 1 ? ',' : shape.lastComma
    const join = index < items.length - 1 ? (shape.joins[index] ?? '\n') : ''
    const above = shape.above[index] ?? ''
    const behind = shape.behind[index] ?? ''
    const line = above + item + comma + behind
    const column = line.indexOf('//', line.length - behind.length) - line.lastIndexOf('\n') - 1
    const goesOn =
      behind.includes('//') && !line.slice(line.length - behind.length).includes('/*') && shape.goesOn[index]
    return line + (goesOn ? `\n${' '.repeat(column)}// #§` : '') + join
  })
  const isOpenComment = (shape.behind[items.length - 1] ?? '').includes('//')
  const closing = isOpenComment && !shape.closing.startsWith('\n') ? '\n' : shape.closing
  return [shape.opening, `\n${body.join('')}`.replaceAll(/\n(?!\n)/g, `\n${shape.unit}`), closing]
}

const oneLine = fc.record({
  padding: fc.constantFrom('', ' ', ' ', '  '),
  comma: fc.constantFrom(',', ', ', ', ', ' , '),
  lastComma: fc.constantFrom('', '', ',', ', '),
  before: perItem(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      blockComment.map((comment) => `${comment} `),
    ),
  ),
  behind: perItem(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      blockComment.map((comment) => ` ${comment}`),
    ),
  ),
})

function inOneLine(items: readonly string[], shape: ShapeOf<typeof oneLine>): string[] {
  const body = items.map((item, index) => (shape.before[index] ?? '') + item + (shape.behind[index] ?? ''))
  const rest = shape.before.at(-1) ?? ''
  return [shape.padding, body.join(shape.comma), items.length > 0 ? shape.lastComma : '', rest, shape.padding]
}

const wild = fc.record({ before: perItem(wildGap), behind: perItem(wildGap), hasLastComma: fc.boolean() })

function inWildGaps(items: readonly string[], shape: ShapeOf<typeof wild>): string[] {
  const body = items.flatMap((item, index) => {
    const hasComma = index < items.length - 1 || shape.hasLastComma
    return [shape.before[index] ?? '', item, shape.behind[index] ?? '', hasComma ? ',' : '']
  })
  return [...body, shape.before.at(-1) ?? '']
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

function numbered(text: string): string {
  let count = 0
  return text.replaceAll('§', () => String((count += 1)))
}
