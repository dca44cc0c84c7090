import { describe, expect, it } from 'vitest'

import { blockContent } from '../../../../../../src-renderer/features/chat/markdown/block-content.ts'
import {
  appendMarkdown,
  emptyMarkdown,
  finishMarkdown,
} from '../../../../../../src-renderer/features/chat/markdown/block-splitter.ts'
import type { BlockNode, InlineNode } from '../../../../../../src-renderer/features/chat/markdown/nodes.ts'

/** Sources of the formulas in a text, displayed ones between double dollars. */
function formulas(text: string): readonly string[] {
  const { finished } = finishMarkdown(appendMarkdown(emptyMarkdown, text))
  const found: string[] = []
  const visit = (nodes: readonly (BlockNode | InlineNode)[]): void => {
    for (const node of nodes) {
      if (node.type === 'math') found.push('display' in node && !node.display ? node.tex : `$$${node.tex}$$`)
      if ('children' in node) visit(node.children)
    }
  }
  visit(finished.flatMap(blockContent))
  return found
}

describe('formulas', () => {
  it.each([
    ['where $x$ is', ['x']],
    ['the $i$th and $x^2$-axis ($y$)', ['i', 'x^2', 'y']],
    ['in **bold $a*b*c$**', ['a*b*c']],
    ['\\(a\\) and \\[b\\]', ['a', '$$b$$']],
    ['$$a$$', ['$$a$$']],
    ['text\n$$\na\n= b\n$$\nmore', ['$$a\n= b$$']],
    ['$5 and $6', []],
    ['from $5-$6, or 5$ for US$7', []],
    ['$HOME/$USER and ${A} $(b)', []],
    ['$ a $ and \\$a\\$', []],
    ['`$a$`', []],
    ['$5 for tea, 6$ for two', []],
  ])('in %j are %j', (text, found) => {
    expect(formulas(text)).toEqual(found)
  })
})
