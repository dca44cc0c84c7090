import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'

import { Markdown } from '../../../../../../src-renderer/features/chat/markdown/Markdown.tsx'

const unexpected = (): never => expect.fail('Nothing is asked of the app while rendering.')

/** The page an answer makes, without class names. */
function pageOf(text: string, streaming = false): string {
  const page = renderToStaticMarkup(
    <Markdown
      text={text}
      streaming={streaming}
      onOpenLink={unexpected}
      onLoadImage={unexpected}
      onCopy={unexpected}
    />,
  )
  return page.replaceAll(/ class="[^"]*"/g, '')
}

describe('Markdown', () => {
  it('renders headings below those of the page, and inline marks', () => {
    expect(pageOf('# A `b`\n\n**c** *d* ~~e~~ H<sub>2</sub>O<br>f')).toContain(
      '<h3>A <code>b</code></h3><p><strong>c</strong> <em>d</em> <del>e</del> H<sub>2</sub>O<br/>f</p>',
    )
  })

  it('renders lists with their numbers and boxes', () => {
    expect(pageOf('3. a\n4. b\n\n- [x] c')).toMatch(
      /<ol start="3"><li>a<\/li><li>b<\/li><\/ol><ul><li><input type="checkbox"[^>]*aria-label="Done"[^>]*\/>c<\/li><\/ul>/,
    )
  })

  it('renders a table with column headers', () => {
    expect(pageOf('| a | b |\n|--|--:|\n| 1 | 2 |')).toContain(
      '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td>2</td></tr></tbody>',
    )
  })

  it('renders code with its language and a named copy button', () => {
    const page = pageOf('```ts\nlet a\n```')
    expect(page).toContain('<section aria-label="TypeScript code"><pre><code>let a\n</code></pre></section>')
    expect(page).toContain('aria-label="Copy code"')
  })

  it('shows HTML as text and never as elements', () => {
    const page = pageOf(
      '<script>alert(1)</script>\n\na <b onclick="x()">b</b> <img src=x onerror=y> <style>c</style>',
    )
    expect(page).not.toMatch(/<(?:script|img|style)|<b /)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('&lt;img src=x onerror=y&gt;')
  })

  it('makes links of web addresses only', () => {
    const page = pageOf('[a](https://example.com/x) [b](javascript:alert(1)) [c](file:///etc/passwd)')
    expect([...page.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://example.com/x',
    ])
  })

  it('loads no remote picture, but says what it is and where it would come from', () => {
    const page = pageOf('![A cat](https://images.example.com/cat.png) ![dot](data:image/png;base64,AAAA)')
    expect([...page.matchAll(/<img[^>]*>/g)].map(([image]) => image)).toEqual([
      '<img src="data:image/png;base64,AAAA" alt="dot"/>',
    ])
    expect(page).toMatch(/A cat.*images\.example\.com.*aria-label="Load image: A cat"/)
  })

  it('renders only the ends of a long answer before its place on the page is known', () => {
    const page = pageOf(Array.from({ length: 400 }, (_, index) => `Paragraph ${index}.`).join('\n\n'))
    const shown = [...page.matchAll(/Paragraph (\d+)/g)].map(([, index]) => Number(index))
    expect([shown[0], shown.at(-1)]).toEqual([0, 399])
    expect(shown.length).toBeLessThan(40)
  })

  it('shows a streaming answer without loose markers', () => {
    expect(pageOf('Some **bold', true)).toContain('<p>Some <strong>bold</strong></p>')
  })
})
