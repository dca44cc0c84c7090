import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import { hideSecrets, SecretMarkError, showSecrets } from '#main/config-file/hidden-secrets.ts'
import { isSecretMark, secretMarkPattern } from '#shared/secret-mark.ts'

/** The text with each mark as `‹…3f9a›` or `‹›`, for comparing. */
function hidden(text: string): string {
  return hideSecrets(text).text.replaceAll(secretMarkPattern(), (_mark, _id, lastFour?: string) =>
    lastFour === undefined ? '‹›' : `‹…${lastFour}›`,
  )
}

/** A config with one member at a place where anything may stand. */
const config = (member: string) => `{ agents: { list: [{ id: 'main', ${member} }] } }`

describe('hideSecrets', () => {
  it('hides keys in every usual place and leaves the rest', () => {
    const text = `// was sk-old-1234567890abcd before
{
  env: { LITELLM_API_KEY: "abcdefgh-12345678", vars: { REGION: 'eu', REF: "\${OTHER}" }, shellEnv: { enabled: true } },
  "models": {
    "providers": {
      litellm: {
        baseUrl: "http://admin:hunter2@localhost:4000?api_key=q-99887766&team=a",
        apiKey: 'sk-litellm-0123456789abcdef', // same as sk-litellm-0123456789abcdef
        headers: { 'X-Trace': "on", Authorization: "Bearer \${LITELLM_API_KEY}" },
        models: [{ id: "gpt-4o", maxTokens: 8192, cost: { input: 0 } }],
      },
    },
  },
  gateway: { auth: { mode: "token", token: 12345678 } },
  channels: { telegram: { botToken: "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr" } },
}
`
    expect(hidden(text)).toBe(`// was ‹…abcd› before
{
  env: { LITELLM_API_KEY: "‹…5678›", vars: { REGION: '‹›', REF: "\${OTHER}" }, shellEnv: { enabled: true } },
  "models": {
    "providers": {
      litellm: {
        baseUrl: "http://‹›@localhost:4000?api_key=‹›&team=a",
        apiKey: '‹…cdef›', // same as ‹…cdef›
        headers: { 'X-Trace': "‹›", Authorization: "Bearer \${LITELLM_API_KEY}" },
        models: [{ id: "gpt-4o", maxTokens: 8192, cost: { input: 0 } }],
      },
    },
  },
  gateway: { auth: { mode: "token", token: 12345678 } },
  channels: { telegram: { botToken: "‹…pQQr›" } },
}
`)
    expect(showSecrets(hideSecrets(text).text, hideSecrets(text).marks)).toBe(text)
  })

  it.each([
    ['apiKey', `apiKey: "plain-words"`],
    ['api_key', `"api_key": 'plain-words'`],
    ['x-api-key', `"x-api-key": "plain-words"`],
    ['APIKEY', `APIKEY: "plain-words"`],
    ['a name with escapes', String.raw`"api\u004bey": "plain-words"`],
    ['an unquoted name with escapes', String.raw`\u0061piKey: "plain-words"`],
    ['appPassword', `appPassword: "plain-words"`],
    ['clientSecret', `clientSecret: "plain-words"`],
    ['signingKey', `signingKey: "plain-words"`],
    ['cookies', `cookies: "plain-words"`],
    ['passphrase', `passphrase: "plain-words"`],
    ['a list of tokens', `tokens: ["plain-words", "plain-words"]`],
    ['lists in lists', `tokens: [["plain-words"]]`],
    ['an object of tokens', `tokens: { alice: "plain-words" }`],
    ['an environment', `env: { ANY_NAME: "plain-words" }`],
    ['an environment deep down', `mcp: { servers: { one: { env: { DEEP: { er: "plain-words" } } } } }`],
    ['headers', `headers: { 'X-Any': "plain-words" }`],
    ['extra headers', `extraHeaders: [{ name: "X", value: "plain-words" }]`],
    ['arguments', `args: ["--verbose", "--api-key", "plain-words"]`],
    ['one argument', `args: ["--api-key=plain-words"]`],
    ['a command', `command: "run --password plain-words1 --quiet"`],
    ['a header in a command', `command: "curl -H 'Authorization: Basic plain-words' http://localhost"`],
    ['an address', `url: "https://someone:plain-words@example.com/"`],
    ['an address with a token', `url: "https://example.com/?token=plain-words"`],
    ['a bearer token', `note: "use Bearer plain-words"`],
    ['a commented member', `x: 1, /* apiKey: "plain-words" */`],
    ['a commented assignment', `x: 1, // export LITELLM_API_KEY=plain-words\n`],
    ['a value mixed with a variable', `apiKey: "\${PREFIX}plain-words"`],
    ['an escaped reference', `apiKey: "$\${PLAIN_WORDS}plain-words"`],
    ['a value with escapes', String.raw`apiKey: "plain\u002dwords plain-words"`],
    ['a value on two lines', 'apiKey: "plain-words\\\nplain-words"'],
  ])('hides a secret in %s', (_name, member) => {
    const text = config(member)
    const { text: shown, marks } = hideSecrets(text)
    expect(shown).not.toContain('plain-words')
    expect(showSecrets(shown, marks)).toBe(text)
    expect(shape(JSON5.parse(shown))).toEqual(shape(JSON5.parse(text)))
  })

  it.each([
    ['references', `apiKey: "\${LITELLM_API_KEY}"`],
    ['references behind a scheme', `headers: { Authorization: "Bearer \${TOKEN}" }`],
    ['several references', `env: { KEY: "\${ONE}\${TWO}" }`],
    ['references in an address', `baseUrl: "http://\${NAME}:\${PASSWORD}@localhost:4000"`],
    ['SecretRefs', `apiKey: { source: "env", provider: "default", id: "LITELLM_API_KEY" }`],
    ["a variable's name", `apiKey: "LITELLM_API_KEY"`],
    ["an engine's redaction", `apiKey: "__NOVA_REDACTED__"`],
    ['numbers and booleans', `maxTokens: 1, token: 12345678, password: true, secret: null`],
    ['nothing', `apiKey: ""`],
    [
      'what only belongs to a secret',
      `tokenFile: "/run/token", apiKeyEnv: "NAME", authHeader: "x", keyPath: "a"`,
    ],
    ['keys of things', `sessionKey: "agent:main", cacheKey: "one", mainKey: "two"`],
    [
      'modes',
      `auth: { mode: "token", profiles: { "litellm:default": { provider: "litellm", mode: "api_key" } } }`,
    ],
    ['included files', `env: { $include: "./env.json5" }`],
    ['prose', `x: 1, // The token: required. The key: see below, password: optional; apiKey: unset\n`],
    ['models and addresses', `primary: "litellm/openai/gpt-4o", baseUrl: "http://localhost:4000/v1"`],
    ['a name that is a dummy key elsewhere', `providers: { 'lm-studio': {} }, primary: "lm-studio/phi"`],
  ])('leaves %s readable', (_name, member) => {
    expect(hideSecrets(config(member)).text).toBe(config(member))
  })

  it('hides secrets in texts that are broken anywhere', () => {
    const text = config(`env: { ANY: "plain-words" }, apiKey: "plain-words", headers: { A: 'plain-words' }`)
    for (let end = 0; end < text.length; end += 1) {
      for (const broken of [text.slice(0, end), text.slice(0, end) + text.slice(end + 1), text.slice(end)]) {
        const { text: shown, marks } = hideSecrets(broken)
        expect(showSecrets(shown, marks)).toBe(broken)
        if (broken === text.slice(0, end)) expect(shown).not.toContain('plain-words')
      }
    }
  })

  it.each([
    ['no quotes', `{ apiKey: plain-words1 }`],
    ['no colon', `{ "apiKey" "plain-words1" }`],
    ['no comma', `{ id: "a" apiKey: "plain-words1" }`],
    ['two values', `{ apiKey: "a" "plain-words1" }`],
    ['no opening quote', `{ apiKey: plain-words1" }`],
    ['no closing quote', `{ apiKey: "plain-words1\n }`],
    ['no brackets', `"apiKey": "plain-words1"`],
    ['a bracket too many', `{ x: {} }, apiKey: "plain-words1" }`],
    ['a lost environment', `{ env: { } } LITELLM_VALUE: "plain-words1" }`],
    [
      'a merge conflict',
      `{\n<<<<<<< ours\n  apiKey: "plain-words1",\n=======\n  apiKey: "plain-words1",\n>>>>>>> theirs\n}`,
    ],
    ['YAML', `litellm:\n  api_key: plain-words1\n`],
    ['an environment file', `LITELLM_API_KEY=plain-words1\nexport OTHER_TOKEN="plain-words1"`],
  ])('hides a secret of a broken text with %s', (_name, text) => {
    const { text: shown, marks } = hideSecrets(text)
    expect(shown).not.toContain('plain-words1')
    expect(showSecrets(shown, marks)).toBe(text)
  })

  it('gives equal secrets equal marks, also in another text, and different ones different marks', () => {
    const marksIn = (text: string) =>
      [...hideSecrets(text).text.matchAll(secretMarkPattern())].map(([mark]) => mark)
    const [first, second, other] = marksIn(
      `{ a: { apiKey: "one" }, b: { apiKey: "one" }, c: { apiKey: "two" } }`,
    )
    const [later] = marksIn(`{ apiKey: "one", more: 1 }`)
    expect(first).toBe(second)
    expect(later).toBe(first)
    expect(other).not.toBe(first)
    expect(isSecretMark(first ?? '')).toBe(true)
  })

  it('shows nothing of a short secret or a password', () => {
    expect(hidden(`{ apiKey: "short-99", password: "correct horse battery" }`)).toBe(
      `{ apiKey: "‹›", password: "‹›" }`,
    )
  })
})

describe('showSecrets', () => {
  const secret = String.raw`a'b\u002dc\"d`
  const text = `{\n  one: { apiKey: "${secret}" },\n  two: {},\n}`
  const { text: shown, marks } = hideSecrets(text)
  const [mark = ''] = marks.keys()

  it('follows a line that is moved, copied and deleted', () => {
    const line = `one: { apiKey: "${mark}" },`
    expect(showSecrets(shown.replace(line, '').replace('two: {},', `two: {}, ${line}`), marks)).toBe(
      `{\n  \n  two: {}, one: { apiKey: "${secret}" },\n}`,
    )
    expect(showSecrets(shown.replace('two: {}', `two: { apiKey: "${mark}" }`), marks)).toBe(
      text.replace('two: {}', `two: { apiKey: "${secret}" }`),
    )
    expect(showSecrets(shown.replace(line, ''), marks)).toBe(`{\n  \n  two: {},\n}`)
  })

  it('spells the secret anew where its own spelling does not fit', () => {
    const single = showSecrets(shown.replace(`"${mark}"`, `'${mark}'`), marks)
    expect(JSON5.parse(single)).toEqual(JSON5.parse(text))
    const inside = showSecrets(shown.replace(`"${mark}"`, `"Bearer ${mark}!"`), marks)
    expect(JSON5.parse(inside)).toEqual({ one: { apiKey: `Bearer a'b-c"d!` }, two: {} })
  })

  it('keeps comments whole that a secret is moved into', () => {
    const { text: hiddenText, marks: own } = hideSecrets('{ apiKey: "x*/y\\\nz" }')
    const [ownMark = ''] = own.keys()
    for (const comment of [`/* ${ownMark} */`, `/*${ownMark}*/`, `// ${ownMark}\n`]) {
      expect(JSON5.parse(showSecrets(`{ ${comment} a: 1 }`, own))).toEqual({ a: 1 })
    }
    expect(showSecrets(hiddenText, own)).toBe('{ apiKey: "x*/y\\\nz" }')
  })

  it('puts a secret from a comment into a string', () => {
    const { marks: own } = hideSecrets(String.raw`{ /* apiKey: 'a"b' password=c\d1 */ }`)
    const members = [...own.keys()].map((ownMark, index) => `k${index}: "${ownMark}"`)
    expect(Object.values(JSON5.parse<object>(showSecrets(`{ ${members.join()} }`, own)))).toEqual([
      'a"b',
      String.raw`c\d1`,
    ])
  })

  it.each([
    ['its end is missing', mark.slice(0, -1), 16],
    ['its beginning is missing', mark.slice(1), 0],
    ['something was typed into it', mark.replace('hidden', 'hidXden'), 0],
    ['only its number is left', mark.slice(1, -1), 0],
    ['it is of another text', '‹hidden 00000000›', 0],
    ['it stands alone', '‹', 0],
  ])('refuses a mark when %s, and says where', (_name, damaged) => {
    const draft = shown.replace(mark, damaged)
    const failure = caught(() => showSecrets(draft, marks))
    expect(failure).toBeInstanceOf(SecretMarkError)
    expect(failure).toMatchObject({ place: { line: 2 } })
  })

  it('refuses a secret outside of quotes', () => {
    const failure = caught(() => showSecrets(shown.replace(`"${mark}"`, mark), marks))
    expect(failure).toMatchObject({
      message: 'A hidden secret has to stand between quotes.',
      place: { line: 2, column: 18 },
    })
  })

  it('leaves a text alone that has what looks like a mark already', () => {
    const tricky = `{ // ‹hidden 00000000› and ‹ and ›\n  a: '‹hidden 00000000 …abcd›', b: "\\u2039hidden 00000000\\u203a", "‹": 1, apiKey: '‹' }`
    const { text: hiddenText, marks: own } = hideSecrets(tricky)
    expect(hiddenText).not.toContain('hidden 00000000')
    expect(showSecrets(hiddenText, own)).toBe(tricky)
  })
})

const signs = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  "'",
  '//',
  '/*',
  '*/',
  '\\',
  '\n',
  '\r\n',
  '\u2028',
  ' ',
  '*',
  '/',
]
const words = [
  'apiKey',
  'token',
  'env',
  'headers',
  'id',
  'source',
  'provider',
  'HOME_VALUE',
  '$include',
  '--api-key',
]
const values = [
  'sk-0123456789abcdef',
  '${VAR}',
  '$${VAR}',
  'Bearer abc',
  'http://a:b@c',
  'password=abc1',
  'true',
]
const marksAndEscapes = [
  '‹',
  '›',
  '‹hidden 00000000›',
  '‹hidden 0123abcd …abcd›',
  '00000000',
  '\\u0061',
  "\\'",
  '\uFEFF',
]
/** What an edited config may hold, whole or cut anywhere. */
const pieces = fc.constantFrom(...signs, ...words, ...values, ...marksAndEscapes, '\uD800')
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('hiding and showing', () => {
  it('gives any text back as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: shown, marks } = hideSecrets(text)
        expect(showSecrets(shown, marks)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  it('hides every secret of a config and changes nothing else of its value', () => {
    const secrets = fc.stringMatching(/^[\w+/=.'"\\ -]{8,40}$/).map((text) => `«${text}»`)
    const secretNames = fc.constantFrom(
      'apiKey',
      'bot_token',
      'Authorization',
      'clientSecret',
      'PASSWORD',
      'x-api-key',
    )
    const plain = fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean(), fc.constant(null))
    const leaf = fc.oneof(fc.dictionary(secretNames, secrets, { maxKeys: 2 }), plain)
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('models', 'env', 'list', 'a b', 'x'), tie('tree')),
        fc.record({ env: fc.dictionary(fc.string({ maxLength: 3 }), secrets) }),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.constantFrom('JSON', 'JSON5'), (value, form) => {
        const text = form === 'JSON' ? JSON.stringify(value, null, 2) : JSON5.stringify(value, null, 1)
        const { text: shown, marks } = hideSecrets(text)
        // Each secret has a character that nothing else has.
        expect(shown).not.toMatch(/[«»]/)
        expect(shape(JSON5.parse(shown))).toEqual(shape(JSON5.parse(text)))
        expect(showSecrets(shown, marks)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('turns marks back after any edit around them, or says why not', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), pieces, (text, from, length, typed) => {
        const { text: shown, marks } = hideSecrets(text)
        const start = from % (shown.length + 1)
        const draft = shown.slice(0, start) + typed + shown.slice(start + (length % 5))
        const failure = caught(() => {
          const back = showSecrets(draft, marks)
          expect([...marks.keys()].filter((mark) => back.includes(mark))).toEqual([])
        })
        if (failure !== null) expect(failure).toBeInstanceOf(SecretMarkError)
      }),
      { numRuns: 1000 },
    )
  })
})

function caught(run: () => void): unknown {
  try {
    run()
    return null
  } catch (failure) {
    return failure
  }
}

/** A value with every string replaced by its type. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (value instanceof Object)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]))
  return typeof value === 'string' ? 'text' : value
}
