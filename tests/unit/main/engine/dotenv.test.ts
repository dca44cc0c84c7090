import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { dotenvVariables, setDotenvVariable } from '../../../../src-main/engine/dotenv.ts'

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(dotenvVariables(text))
}

describe('reading a .env file', () => {
  it.each([
    ['plain', 'A=b', { A: 'b' }],
    ['spaces around everything', '  A = b c  ', { A: 'b c' }],
    ['export', 'export A=b', { A: 'b' }],
    ['empty values', 'A=\nB=', { A: '', B: '' }],
    ['a comment after a value', 'A=b # not b', { A: 'b' }],
    ['a comment without a space', 'A=b#c', { A: 'b' }],
    ['a comment line', '# A=b\nB=c', { B: 'c' }],
    ['single quotes', "A='b # c'", { A: 'b # c' }],
    ['double quotes with line breaks', 'A="b\\nc"', { A: 'b\nc' }],
    ['no line breaks in single quotes', "A='b\\nc'", { A: 'b\\nc' }],
    ['backticks', 'A=`it\'s "b"`', { A: 'it\'s "b"' }],
    ['a quoted value over lines', 'A="b\nc"\nB=d', { A: 'b\nc', B: 'd' }],
    ['a comment after quotes', 'A="b" # c', { A: 'b' }],
    ['quotes that are not the whole value', 'A="b" c', { A: '"b" c' }],
    ['an open quote', 'A="b\nB=c', { A: '"b', B: 'c' }],
    ['a colon', 'A: b', { A: 'b' }],
    ['an address, which is no colon assignment', 'http://x', {}],
    ['the last of several', 'A=1\nA=2', { A: '2' }],
    ['equals signs in the value', 'A=b=c==', { A: 'b=c==' }],
    ['Windows line ends', 'A=b\r\nB=c\r\n', { A: 'b', B: 'c' }],
    ['blank and broken lines', '\n\nnonsense\nA=b\n', { A: 'b' }],
    ['dots and hyphens in names', 'a.b-c=d', { 'a.b-c': 'd' }],
  ])('understands %s', (_what, text, values) => {
    expect(valuesOf(text)).toEqual(values)
  })
})

describe('setting a variable in a .env file', () => {
  it('changes the value in its place and nothing else', () => {
    const text = '# keys\nexport LITELLM_API_KEY="old" # mine\nOTHER=1\n'
    expect(setDotenvVariable(text, 'LITELLM_API_KEY', 'sk-new')).toBe(
      '# keys\nexport LITELLM_API_KEY=sk-new # mine\nOTHER=1\n',
    )
  })

  it('changes the assignment that counts', () => {
    expect(setDotenvVariable('A=1\nA=2\n', 'A', '3')).toBe('A=1\nA=3\n')
  })

  it('fills an empty one', () => {
    expect(setDotenvVariable('A=\nB=1\n', 'A', 'x')).toBe('A=x\nB=1\n')
  })

  it('adds a line, after a line break where the file ends without one', () => {
    expect(setDotenvVariable('', 'A', 'x')).toBe('A=x\n')
    expect(setDotenvVariable('B=1', 'A', 'x')).toBe('B=1\nA=x\n')
    expect(setDotenvVariable('B=1\r\n', 'A', 'x')).toBe('B=1\r\nA=x\r\n')
  })

  it('leaves other names that merely look alike', () => {
    expect(setDotenvVariable('MY_A=1\n#A=2\n', 'A', 'x')).toBe('MY_A=1\n#A=2\nA=x\n')
  })

  it('refuses where an open quote would swallow the value', () => {
    expect(() => setDotenvVariable("A='x\n", 'B', '# y')).toThrow(RangeError)
  })

  it('refuses what no line can hold', () => {
    expect(() => setDotenvVariable('', 'A', 'a\nb')).toThrow(RangeError)
    expect(() => setDotenvVariable('', 'A', '\'"`')).toThrow(RangeError)
  })

  it('reads back what it wrote, whatever is around it', () => {
    const line = fc.string({ unit: fc.constantFrom('A', 'B', '=', ' ', '"', "'", '#', 'x', '\\', '`') })
    const value = fc.string({ minLength: 1 }).filter((text) => /^\S.*\S$|^\S$/.test(text))
    fc.assert(
      fc.property(fc.array(line), value, (lines, wanted) => {
        const text = lines.join('\n')
        let next: string
        try {
          next = setDotenvVariable(text, 'KEY', wanted)
        } catch (cause) {
          expect(cause).toBeInstanceOf(RangeError)
          return
        }
        const before = dotenvVariables(text)
        const after = dotenvVariables(next)
        expect(after.get('KEY')).toBe(wanted)
        for (const [name, old] of before) if (name !== 'KEY') expect(after.get(name)).toBe(old)
      }),
      { numRuns: 1000 },
    )
  })
})
