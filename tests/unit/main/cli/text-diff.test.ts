import { expect, it } from 'vitest'

import { textDiff } from '../../../../src-main/cli/text-diff.ts'

const plain = (_style: string, text: string): string => text

it('shows what changes, with the lines around it', () => {
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`)
  const before = `${lines.join('\n')}\n`
  const after = before.replace('line 4', 'LINE 4')
  expect(textDiff('x.json', before, after, plain)).toBe(
    [
      '--- x.json',
      '+++ x.json',
      '@@ -2,7 +2,7 @@',
      ' line 1',
      ' line 2',
      ' line 3',
      '-line 4',
      '+LINE 4',
      ' line 5',
      ' line 6',
      ' line 7',
    ].join('\n'),
  )
})

it('shows a new file whole, and nothing where nothing changes', () => {
  expect(textDiff('x.json', null, '{}\n', plain)).toBe('--- (none)\n+++ x.json\n@@ -0,0 +1,1 @@\n+{}')
  expect(textDiff('x.json', 'a', 'a', plain)).toBe('')
})

it('paints lines by what they are', () => {
  const painted = textDiff('x', 'a\n', 'b', (style, text) => `<${style}>${text}`)
  expect(painted.split('\n')).toEqual([
    '<bold>--- x',
    '<bold>+++ x',
    '<cyan>@@ -1,1 +1,1 @@',
    '<red>-a',
    '<green>+b',
    '<dim>\\ No newline at end of file',
  ])
})
