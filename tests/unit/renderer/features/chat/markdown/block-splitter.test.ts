import { array, assert, boolean, constantFrom, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  blockContent,
  codeText,
} from '../../../../../../src-renderer/features/chat/markdown/block-content.ts'
import type { Block } from '../../../../../../src-renderer/features/chat/markdown/block.ts'
import {
  appendMarkdown,
  emptyMarkdown,
  finishMarkdown,
  openBlocks,
} from '../../../../../../src-renderer/features/chat/markdown/block-splitter.ts'
import { lexMarkdown } from '../../../../../../src-renderer/features/chat/markdown/lexer.ts'
import type { BlockNode } from '../../../../../../src-renderer/features/chat/markdown/nodes.ts'

const blocksOf = (text: string): readonly Block[] =>
  finishMarkdown(appendMarkdown(emptyMarkdown, text)).finished

const nodesOf = (text: string): readonly BlockNode[] => blocksOf(text).flatMap(blockContent)

const shownWhileOpen = (text: string): readonly BlockNode[] =>
  openBlocks(appendMarkdown(emptyMarkdown, text), []).flatMap(blockContent)

/** What marked makes of the whole text at once, in our own nodes: one block that holds everything. */
function nodesOfMarked(text: string): readonly BlockNode[] {
  const { links } = lexMarkdown(text, {})
  const whole: Block = { kind: 'flow', id: 0, raw: text, lines: 0, continues: false, finished: true, links }
  return blockContent(whole)
}

const oddLine = constantFrom(
  '',
  '',
  '  ',
  'plain words',
  'more **bold** text',
  'a [ref] and [other][ref]',
  '[ref]: https://example.com/ref "Title"',
  '# Heading',
  '###### small #',
  '===',
  '---',
  '***',
  '- item',
  '- [x] done',
  '* star',
  '1. one',
  '2. two',
  '10. ten',
  '  indented two',
  '   indented three',
  '    indented four',
  '  - nested',
  '     - deeper',
  '> quote',
  '> - item in quote',
  '>',
  '```js',
  '```',
  '~~~',
  'const a = 1',
  '   ```',
  '| a | b |',
  '|---|--:|',
  '| 1 | 2 |',
  '<div>',
  '</div>',
  '<!-- note',
  'end -->',
  '$$',
  'x^2 + y',
  '$$ a = b $$',
  'price $5 and $6',
)
const oddText = tuple(array(oddLine, { maxLength: 30 }), constantFrom('\n', '\r\n', '\r'), boolean()).map(
  ([lines, ending, endsWithBreak]) => lines.join(ending) + (endsWithBreak ? ending : ''),
)

/** Cuts a text at arbitrary places. */
const cut = (text: string, places: readonly number[]): readonly string[] => {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

describe('appendMarkdown', () => {
  it('gives the same blocks wherever the text is cut, and never touches a finished one', () => {
    assert(
      property(oddText, array(nat(), { maxLength: 40 }), (text, places) => {
        let state = emptyMarkdown
        for (const delta of cut(text, places)) {
          const next = appendMarkdown(state, delta)
          state.finished.forEach((block, index) => expect(next.finished[index]).toBe(block))
          openBlocks(next, [])
          state = next
        }
        const { finished } = finishMarkdown(state)
        expect(finished).toEqual(blocksOf(text))
        expect(finished.map((block) => block.raw).join('')).toBe(text)
        expect(finished.map((block) => block.id)).toEqual(Array.from(finished.keys()))
      }),
      { numRuns: 400 },
    )
  })

  it('finishes a paragraph at its blank line and a fence at its end, not before', () => {
    const paragraph = appendMarkdown(emptyMarkdown, 'Some words\nand more\n')
    expect(paragraph.finished).toEqual([])
    const fence = appendMarkdown(paragraph, '\n```ts\nlet a\n\n# no heading\n')
    expect(fence.finished.map((block) => block.raw)).toEqual(['Some words\nand more\n\n'])
    expect(appendMarkdown(fence, '```\n').finished.map((block) => block.kind)).toEqual(['flow', 'code'])
  })

  it('reads each line once: the last tenth of a long answer costs what the first did', () => {
    const part = `## Part\n\nWords **and** words.\n\n| a | b |\n|--|--|\n${'| 1 | 2 |\n'.repeat(20)}\n${'- item\n'.repeat(30)}\n\`\`\`js\n${'call()\n'.repeat(30)}\`\`\`\n\n`
    const text = part.repeat(60)
    const finished = appendMarkdown(emptyMarkdown, text)
    const last = appendMarkdown(finished, part)
    expect(last.finished.slice(0, finished.finished.length)).toEqual(finished.finished)
    expect(last.open.raw.length + last.partial.length).toBeLessThan(part.length)
  })
})

describe('blocks against marked', () => {
  const documents = {
    'headings, paragraphs and rules': '# One\ntext\nmore\n\nTwo\n===\n\ntext\n***\ntext\n---\nend',
    'a list after a paragraph, with code and blank lines':
      'Do this:\n- a\n\n  ```js\n  x\n  ```\n- b\n\n  more\n\nend',
    'numbered items above nine with code indented by three':
      '9. a\n10. b\n   ```sh\n   x\n\ny\n   ```\n11. c',
    'two kinds of list': '- a\n- b\n* c\n1. d\n2. e\n3) f',
    'nested and task lists': '- [ ] a\n  - [x] b\n    1. c\n- d\n\ntext',
    'an empty item': '-\n\n  not in it\n\n- \n- b',
    'quotes with lists and lazy lines': '> a\nlazy\n> - b\n> - c\n\n> d\n```\ncode\n```',
    'tables after text, and their end': 'text\n| a | b |\n|--|:-:|\n| 1 | 2\n| 3\n# end\n| no | table',
    'references defined later and earlier':
      '[a] [b]\n\n[a]: https://a.example\n\n[b]: <https://b.example> "B"\n\n[A]',
    'html over blank lines': '<!-- a\n\nb -->\n<div>\n- x\n\n- y\n</div>\n<pre>\n\n# z\n</pre>\nend',
    formulas: 'text\n$$\na\n- b\n= c\n$$\n\n$$ x $$\n\\[ y \\]\nend $z$',
    'indented code': 'a\n\n    code\n\n    more\n\nb',
    'fences of both kinds': '````md\n```\nin\n```\n````\n~~~\n```\n~~~\n```open\nto the end\n',
  }
  for (const [name, text] of Object.entries(documents)) {
    it(`reads ${name} as marked does`, () => {
      expect(nodesOf(text)).toEqual(nodesOfMarked(text))
    })
  }
})

describe('documents of ordinary blocks', () => {
  const ordinaryBlock = constantFrom(
    'A paragraph\nof two lines with **bold** text.',
    'See [docs] and `code`.',
    '## Heading',
    'Heading\n-------',
    '---',
    '- a\n- b\n  - c\n  - d\n- e',
    '- one\n\n  two\n\n- three',
    '1. a\n2. b\n   ```js\n   code\n\n   more\n   ```',
    'List:\n* a\n* b',
    '- [ ] open\n- [x] done',
    '> quote\n> - item\n\n> other',
    '```ts\nlet a = 1\n\n# no heading\n- no item\n```',
    '~~~\n```\n~~~',
    '    indented code\n\n    more of it',
    '| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |',
    'Table:\n| a |\n|--|\n| 1 |',
    '$$\nx = 1\n$$',
    '<div>\ntext\n</div>',
    '<!-- a\n\nb -->',
    '[docs]: https://example.com/docs',
  )

  it('are read as marked reads them', () => {
    assert(
      property(array(ordinaryBlock, { maxLength: 12 }), (blocks) => {
        const text = blocks.join('\n\n')
        expect(nodesOf(text)).toEqual(nodesOfMarked(text))
      }),
      { numRuns: 500 },
    )
  })
})

describe('long blocks', () => {
  it('come in pieces that together are the whole', () => {
    const code = Array.from(
      { length: 500 },
      (_, index) => `line ${index}${index % 7 === 0 ? '\n' : ''}`,
    ).join('\n')
    const blocks = blocksOf(`\`\`\`js\n${code}\n\`\`\`\n`)
    expect(blocks.length).toBeGreaterThan(5)
    expect(blocks.map((block) => block.continues)).toEqual(blocks.map((_, index) => index > 0))
    expect(blocks.map((block) => (block.kind === 'code' ? codeText(block) : '')).join('\n')).toBe(code)
  })

  it('repeat the head of a table, and no row is lost', () => {
    const rows = Array.from({ length: 300 }, (_, index) => `| ${index} | x |\n`).join('')
    const nodes = nodesOf(`| a | b |\n|--:|--|\n${rows}`)
    const tables = nodes.filter((node) => node.type === 'table')
    expect(tables.length).toBeGreaterThan(3)
    expect(tables.flatMap((table) => table.rows)).toHaveLength(300)
    expect(new Set(tables.map((table) => JSON.stringify([table.header, table.alignments]))).size).toBe(1)
  })

  it('go on counting, and stay loose', () => {
    const items = Array.from({ length: 200 }, (_, index) => `${index + 5}. item\n\n`).join('')
    const lists = nodesOf(items).filter((node) => node.type === 'list')
    expect(lists.length).toBeGreaterThan(3)
    let next = 5
    for (const list of lists) {
      expect(list).toMatchObject({ start: next, loose: true })
      next += list.items.length
    }
    expect(next).toBe(205)
  })
})

describe('finishMarkdown', () => {
  it('resolves references to links defined below, and keeps every other block', () => {
    const state = appendMarkdown(
      emptyMarkdown,
      'First.\n\nSee [docs].\n\nLast [other].\n\n[docs]: https://example.com\n',
    )
    const ended = finishMarkdown(state)
    expect(ended.finished.map((block, index) => block === state.finished[index])).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(blockContent(ended.finished[1] ?? expect.fail()).at(0)).toMatchObject({
      children: [{ text: 'See ' }, { type: 'link', url: 'https://example.com' }, { text: '.' }],
    })
  })
})

describe('openBlocks', () => {
  it('keeps the object of a block that looks the same as before', () => {
    const state = appendMarkdown(emptyMarkdown, 'A paragraph\n- ')
    const first = openBlocks(state, [])
    expect(openBlocks(appendMarkdown(state, '*'), first)[0]).toBe(first[0])
  })

  it.each([
    ['Some **bold', [{ type: 'paragraph', children: [{ text: 'Some ' }, { type: 'strong' }] }]],
    ['Some **', [{ type: 'paragraph', children: [{ type: 'text', text: 'Some' }] }]],
    ['Run `npm i', [{ type: 'paragraph', children: [{ text: 'Run ' }, { type: 'code', text: 'npm i' }] }]],
    [
      'See [the docs](https://exam',
      [{ type: 'paragraph', children: [{ type: 'text', text: 'See the docs' }] }],
    ],
    ['Picture ![alt](https://exam', [{ type: 'paragraph', children: [{ type: 'text', text: 'Picture ' }] }]],
    ['Text\n-', [{ type: 'paragraph', children: [{ type: 'text', text: 'Text' }] }]],
    ['Text\n``', [{ type: 'paragraph', children: [{ type: 'text', text: 'Text' }] }]],
    ['```js\nlet a\n``', [{ type: 'code', text: 'let a' }]],
    ['| Name | Cost', [{ type: 'table', header: [[{ text: 'Name' }], [{ text: 'Cost' }]], rows: [] }]],
    ['| Name |\n|--|\n| **a', [{ type: 'table', rows: [[[{ type: 'strong' }]]] }]],
    ['2*3 and x_{1', [{ type: 'paragraph', children: [{ type: 'text', text: '2*3 and x_{1' }] }]],
  ])('shows %j without markers that have no end yet', (text, nodes) => {
    expect(shownWhileOpen(text)).toMatchObject(nodes)
  })

  it('settles the start of very long open text, so that it is not lexed again', () => {
    const state = appendMarkdown(emptyMarkdown, 'many words '.repeat(2000))
    const [settled] = openBlocks(state, [])
    const [again] = openBlocks(appendMarkdown(state, 'and more '), settled ? [settled] : [])
    expect(again).toBe(settled)
  })
})
