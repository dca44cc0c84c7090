import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { describe, expect, it } from 'vitest'

import { mergeRuns } from '../../../../../../src-renderer/features/chat/markdown/coloured-runs.ts'
import { grammars } from '../../../../../../src-renderer/features/chat/markdown/grammars.ts'
import { languageLabel, languageOf } from '../../../../../../src-renderer/features/chat/markdown/languages.ts'

const theme = createCssVariablesTheme({ name: 'variables', variablePrefix: '', fontStyle: false })

describe('mergeRuns', () => {
  it('covers the whole code with few runs in the colours of its tokens', async () => {
    const code = 'const a = "b" // c\n\n  // d\nreturn a'
    const highlighter = await createHighlighterCore({
      themes: [theme],
      langs: [grammars.typescript],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    })
    // Without a limit, lest a busy machine leaves a line half coloured.
    const options = { lang: 'typescript', theme, tokenizeTimeLimit: 0 }
    const runs = mergeRuns(highlighter.codeToTokens(code, options).tokens)
    let at = 0
    const parts = runs.map(({ colour, length }) => {
      at += length
      return [colour, code.slice(at - length, at)]
    })
    expect(parts).toEqual([
      ['keyword', 'const '],
      ['constant', 'a '],
      ['keyword', '= '],
      ['stringExpression', '"b" '],
      ['comment', '// c\n\n  // d\n'],
      ['keyword', 'return'],
      ['plain', ' a'],
    ])
    expect(at).toBe(code.length)
  })
})

describe('languageOf', () => {
  it('knows languages by their aliases in any case, and each has a grammar', () => {
    expect(['ts', 'PY', 'shell', 'C++', 'yml', 'Dockerfile'].map(languageOf)).toEqual([
      'typescript',
      'python',
      'bash',
      'cpp',
      'yaml',
      'docker',
    ])
    expect(languageOf('brainfuck')).toBeNull()
    expect(['tsx', 'cs', 'brainfuck', ''].map(languageLabel)).toEqual(['TSX', 'C#', 'brainfuck', 'Text'])
  })
})
