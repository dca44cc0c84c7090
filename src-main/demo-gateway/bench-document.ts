import { type SeededRandom, seededRandom } from './seeded-random.ts'

/** How a bench prompt wants its document streamed. */
export interface BenchPrompt {
  /** Lines of Markdown. */
  readonly lines: number
  /** Deltas per second; 0 for as fast as possible. */
  readonly rate: number
  /** UTF-16 units per delta. */
  readonly size: number
}

const DEFAULT_BENCH: BenchPrompt = { lines: 2500, rate: 250, size: 24 }
// Far more than any bench needs; keeps a typing mistake from filling the memory.
const MAX_LINES = 200_000

/** Reads `bench lines=2500 rate=250 size=24`, each part optional; null when the prompt is something else. */
export function parseBenchPrompt(prompt: string): BenchPrompt | null {
  if (!/^bench(\s+(lines|rate|size)=\d+)*$/.test(prompt.trim())) return null
  const read = (name: keyof BenchPrompt): number =>
    Number(new RegExp(`\\b${name}=(\\d+)`).exec(prompt)?.[1] ?? DEFAULT_BENCH[name])
  return {
    lines: Math.min(Math.max(1, read('lines')), MAX_LINES),
    rate: read('rate'),
    size: Math.max(1, read('size')),
  }
}

/**
 * Writes a Markdown document of exactly `lines` lines: headings, paragraphs, lists, tables and code in several
 * languages, about 48 characters a line. The same arguments give the same text.
 */
export function benchDocument(lines: number, seed = 1): string {
  const random = seededRandom(seed)
  const written: string[] = []
  for (let section = 1; written.length < lines; section += 1) {
    const block = sectionLines(section, random)
    const room = lines - written.length
    // A section that would be cut in the middle of a code block is replaced by plain lines.
    written.push(...(block.length <= room ? block : fillerLines(room, random)))
  }
  return written.join('\n')
}

function sectionLines(section: number, random: SeededRandom): string[] {
  const heading = `${'#'.repeat(1 + (section % 4))} ${section}. ${titled(phrase(4, random))}`
  const parts = [
    [paragraph(random)],
    listLines(random),
    [paragraph(random)],
    section % 2 === 0 ? codeLines(section / 2, random) : tableLines(random),
  ]
  return [heading, '', ...parts.flatMap((part) => [...part, ''])]
}

function fillerLines(count: number, random: SeededRandom): string[] {
  return Array.from({ length: count }, () => `- ${phrase(7, random)}`)
}

// Some are not ASCII, so that deltas and bytes have something to be careful about. All are Latin: a machine without fonts
// for other scripts would measure its search for them.
const WORDS = (
  'gateway model token stream window budget ledger frame signal answer prompt key cost ' +
  'latency buffer cursor margin anchor tide harbour naïve façade größer señal étage ' +
  'the of and to a in with for from under keeps opens returns measures follows ' +
  'carries settles waits'
).split(' ')

function word(random: SeededRandom): string {
  return WORDS[random.below(WORDS.length)] ?? ''
}

function phrase(words: number, random: SeededRandom): string {
  return Array.from({ length: words }, () => word(random)).join(' ')
}

function titled(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function paragraph(random: SeededRandom): string {
  const parts = [
    titled(phrase(7, random)),
    `**${phrase(2, random)}**`,
    phrase(6, random),
    `\`${phrase(1, random)}\``,
    phrase(6, random),
    `[${phrase(2, random)}](https://example.com/${random.below(1000)})`,
    random.below(4) === 0 ? '$a^2 + b^2 = c^2$' : `*${phrase(2, random)}*`,
    phrase(5, random),
  ]
  return `${parts.join(' ')}.`
}

function listLines(random: SeededRandom): string[] {
  const isNumbered = random.below(2) === 0
  return Array.from({ length: 4 + random.below(5) }, (_, index) => {
    const indent = !isNumbered && index % 3 === 2 ? '  ' : ''
    return `${indent}${isNumbered ? `${index + 1}.` : '-'} ${phrase(6 + random.below(4), random)}`
  })
}

function tableLines(random: SeededRandom): string[] {
  const rows = Array.from(
    { length: 5 + random.below(6) },
    () =>
      `| ${phrase(2, random)} | ${random.below(100_000)} | ${random.next().toFixed(4)} | ${phrase(3, random)} |`,
  )
  return ['| Name | Tokens | Cost | Note |', '| :--- | ---: | ---: | :--- |', ...rows]
}

function codeLines(turn: number, random: SeededRandom): string[] {
  const languages = [typescriptLines, pythonLines, rustLines, sqlLines, bashLines, jsonLines]
  const write = languages[turn % languages.length] ?? typescriptLines
  return write(random)
}

function numbers(count: number, random: SeededRandom): number[] {
  return Array.from({ length: count }, () => random.below(1000))
}

function typescriptLines(random: SeededRandom): string[] {
  const name = `total${random.below(1000)}`
  return [
    '```ts',
    `/** Adds what was spent, in USD. */`,
    `export function ${name}(rows: readonly SpendLog[]): number {`,
    '  let sum = 0',
    ...numbers(6, random).map(
      (n) => `  if (rows.length > ${n}) sum += rows[${n}]?.spend ?? 0 // ${phrase(2, random)}`,
    ),
    '  return sum',
    '}',
    '```',
  ]
}

function pythonLines(random: SeededRandom): string[] {
  return [
    '```python',
    `def measure_${random.below(1000)}(rows: list[dict]) -> float:`,
    `    """${titled(phrase(5, random))}."""`,
    ...numbers(6, random).map(
      (n) => `    rows = [row for row in rows if row["tokens"] != ${n}]  # ${phrase(1, random)}`,
    ),
    '    return sum(row["spend"] for row in rows)',
    '```',
  ]
}

function rustLines(random: SeededRandom): string[] {
  return [
    '```rust',
    `fn weigh_${random.below(1000)}(rows: &[Row]) -> f64 {`,
    ...numbers(6, random).map(
      (n) => `    let part_${n}: f64 = rows.iter().skip(${n}).map(|row| row.spend).sum();`,
    ),
    '    rows.iter().map(|row| row.spend).sum()',
    '}',
    '```',
  ]
}

function sqlLines(random: SeededRandom): string[] {
  return [
    '```sql',
    'SELECT model, SUM(spend) AS spend, COUNT(*) AS calls',
    'FROM spend_logs',
    ...numbers(4, random).map(
      (n, index) => `${index === 0 ? 'WHERE' : '  AND'} total_tokens <> ${n} -- ${phrase(2, random)}`,
    ),
    'GROUP BY model ORDER BY spend DESC;',
    '```',
  ]
}

function bashLines(random: SeededRandom): string[] {
  return [
    '```bash',
    ...numbers(6, random).map((n) => `curl -s "http://127.0.0.1:4000/v1/models?page=${n}" | jq '.data[].id'`),
    '```',
  ]
}

function jsonLines(random: SeededRandom): string[] {
  return [
    '```json',
    '{',
    ...numbers(6, random).map(
      (n) => `  "${word(random)}-${n}": { "spend": ${n / 1000}, "note": "${phrase(3, random)}" },`,
    ),
    `  "last": null`,
    '}',
    '```',
  ]
}
