import { expect, test } from 'vitest'

import { benchDocument, parseBenchPrompt } from '#main/demo-gateway/bench-document.ts'

test('reads bench prompts, and leaves other prompts alone', () => {
  expect(parseBenchPrompt('bench lines=100 rate=0 size=3')).toEqual({ lines: 100, rate: 0, size: 3 })
  expect(parseBenchPrompt('bench')).toEqual({ lines: 2500, rate: 250, size: 24 })
  expect(parseBenchPrompt('bench press records')).toBeNull()
  expect(parseBenchPrompt('benchmarks')).toBeNull()
})

test('writes 2500 lines of about 120 kB, the same every time', () => {
  const document = benchDocument(2500)
  expect(document.split('\n')).toHaveLength(2500)
  expect(document.length).toBeGreaterThan(110_000)
  expect(document.length).toBeLessThan(130_000)
  expect(benchDocument(2500)).toBe(document)
  expect(benchDocument(2500, 2)).not.toBe(document)
})

test('holds headings, lists, tables and code in several languages, all closed', () => {
  const document = benchDocument(2500)
  const languages = new Set(document.match(/^```\w+$/gm))
  expect(languages).toEqual(new Set(['```ts', '```python', '```rust', '```sql', '```bash', '```json']))
  expect((document.match(/^```/gm)?.length ?? 0) % 2).toBe(0)
  expect(document).toMatch(/^#{1,4} \d+\. .+$/m)
  expect(document).toMatch(/^\| :--- \| ---: \|/m)
  expect(document).toMatch(/^- .+$/m)
  expect(document).toMatch(/^1\. .+$/m)
})

test('has exactly the lines asked for, however few', () => {
  for (const lines of [1, 2, 7, 33]) expect(benchDocument(lines).split('\n')).toHaveLength(lines)
})
