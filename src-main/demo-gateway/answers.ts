import { parseBenchPrompt, benchDocument } from './bench-document.ts'
import { lastPrompt } from './prompt.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { sizedPieces, wordPieces } from './text-pieces.ts'

/** A canned answer, already cut into the deltas it is streamed in. */
export interface Answer {
  readonly text: string
  readonly pieces: readonly string[]
  /** Deltas per second; 0 for as fast as possible, null for the gateway's usual pace. */
  readonly rate: number | null
}

/** Writes the answer to a conversation. The same messages and model give the same text. */
export function cannedAnswer(messages: readonly unknown[], modelName: string): Answer {
  const { text: prompt, attachments } = lastPrompt(messages)
  const bench = parseBenchPrompt(prompt)
  if (bench !== null) {
    const text = benchDocument(bench.lines)
    return { text, pieces: sizedPieces(text, bench.size), rate: bench.rate }
  }
  const echo = /^echo:\s?([\s\S]*)$/i.exec(prompt)?.[1]
  const text = echo ?? writtenAnswer(prompt, attachments, modelName, messages)
  return { text, pieces: wordPieces(text), rate: null }
}

/** What a model with reasoning would have thought first; canned as well. */
export function cannedReasoning(messages: readonly unknown[]): string {
  const { text: prompt } = lastPrompt(messages)
  return [
    `The prompt has ${prompt.length} characters, and nobody here to read them.`,
    'So the thing to do is to pick a prepared answer that fits the words in it,',
    'say plainly that it is prepared, and keep it pleasant to look at.',
  ].join(' ')
}

function writtenAnswer(
  prompt: string,
  attachments: number,
  modelName: string,
  messages: readonly unknown[],
): string {
  const random = seededRandom(JSON.stringify([modelName, messages]))
  const parts = [openingPart(modelName, random)]
  if (attachments > 0) {
    const noun = attachments === 1 ? 'attachment' : 'attachments'
    parts.push(`Your ${attachments} ${noun} arrived, but the demo cannot look inside.`)
  }
  const topics = topicParts(prompt, random)
  parts.push(...(topics.length > 0 ? topics : [overviewPart(random), tipPart(random)]), closingPart(random))
  return parts.join('\n\n')
}

function openingPart(modelName: string, random: SeededRandom): string {
  return random.pick([
    `This is the **demo gateway**: the answer below is canned, and \`${modelName}\` was not asked.`,
    `You are talking to the **demo gateway**. No model was asked; here is a prepared answer in place of \`${modelName}\`.`,
    `No model was asked: the **demo gateway** answers for \`${modelName}\` with something it had ready.`,
  ])
}

function topicParts(prompt: string, random: SeededRandom): string[] {
  const topics: readonly (readonly [RegExp, (random: SeededRandom) => string])[] = [
    [/\b(code|function|script|program|typescript|python)\b/i, codePart],
    [/\b(table|compare|comparison|versus)\b/i, tablePart],
    [/\b(math|formula|equation|integral|prove)\b/i, mathPart],
    [/\b(list|steps|plan|ideas)\b/i, listPart],
    [/\b(long|essay|story|report)\b/i, longPart],
  ]
  return topics.filter(([pattern]) => pattern.test(prompt)).map(([, write]) => write(random))
}

function overviewPart(random: SeededRandom): string {
  const point = random.pick([
    'Streaming, stopping, retrying, costs and logs all work here just as with a real gateway',
    'Everything around the words is real: the stream, the token counts, the cost, the row in the log',
    'Only the words are made up; the stream, its cost and its log row behave as they will later',
  ])
  return `${point}. To see more kinds of answers, put one of these words into a message:

- **code** for a highlighted sample
- **table** for a few figures side by side
- **math** for formulas
- **list** for steps in order
- **long** for something to scroll through`
}

function tipPart(random: SeededRandom): string {
  return random.pick([
    '> Start a message with `echo:` and the rest of it comes back unchanged.',
    '> Pick `demo-slow` to try the stop button, or `demo-fails` to see how an error looks.',
    '> Pick `demo-falls-back` and the log shows which deployment answered in the end.',
  ])
}

function codePart(random: SeededRandom): string {
  return random.pick([
    `A small helper in TypeScript:

\`\`\`ts
/** Groups items by a key, keeping their order. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
\`\`\`

Call it as \`groupBy(rows, (row) => row.model)\`.`,
    `A small helper in Python:

\`\`\`python
from collections.abc import Iterable, Iterator


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield the items in lists of at most \`size\`."""
    batch: list[str] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
\`\`\`

It keeps the order and never holds more than one batch.`,
  ])
}

function tablePart(random: SeededRandom): string {
  const rows = ['claude-opus-4-6', 'gpt-4o', 'gpt-4o-mini', 'gemini-2.5-flash'].map(
    (name) => `| \`${name}\` | ${200 + random.below(900)} | ${30 + random.below(120)} |`,
  )
  return `Figures made up for the occasion:

| Model | First token (ms) | Tokens per second |
| :--- | ---: | ---: |
${rows.join('\n')}

*The numbers change with the question and mean nothing.*`
}

function mathPart(random: SeededRandom): string {
  return random.pick([
    `Euler's identity, $e^{i\\pi} + 1 = 0$, follows from the series

$$
e^{ix} = \\sum_{n=0}^{\\infty} \\frac{(ix)^n}{n!} = \\cos x + i \\sin x
$$

at $x = \\pi$, where the cosine is $-1$ and the sine vanishes.`,
    `The area under the bell curve is

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
$$

which one sees by squaring it and changing to polar coordinates, where $dx\\,dy = r\\,dr\\,d\\theta$.`,
  ])
}

function listPart(random: SeededRandom): string {
  const last = random.pick(['keep what worked', 'write down what surprised you', 'ask someone to try it'])
  return `A plan that fits most things:

1. Say in one sentence what should be different afterwards.
2. Do the smallest part that could prove the idea wrong.
   - If it does, go back to step 1.
   - If it does not, make it a habit to check.
3. Finish, then ${last}.`
}

const LONG_SENTENCES = [
  'The tide took its time, and nobody on the quay minded.',
  'A message left the window, crossed the gateway, and came back with its cost written on the envelope.',
  'In the ledger every call had its line: who asked, which model, how many tokens, and how long it took.',
  'Some answers arrived at once; others came a word at a time, as if they were being remembered.',
  'When a line broke, it was said so, and what had arrived until then was kept.',
  'The budget ran low towards the end of the month, as budgets do.',
  'Someone renamed a key, someone else blocked one, and the lamps went on along the harbour.',
  'What could be computed was not stored, and what was stored could be found again.',
] as const

function longPart(random: SeededRandom): string {
  const sections = ['Morning', 'Noon', 'Afternoon', 'Evening', 'Night'].map((title) => {
    const paragraphs = Array.from({ length: 3 }, () =>
      Array.from({ length: 5 }, () => random.pick(LONG_SENTENCES)).join(' '),
    )
    return [`## ${title}`, ...paragraphs].join('\n\n')
  })
  return sections.join('\n\n')
}

function closingPart(random: SeededRandom): string {
  return random.pick([
    'Connect a gateway of your own in the settings to get answers from a model.',
    'With a gateway of your own, this is where a model would answer.',
    'Add your own gateway whenever you like; this conversation stays here.',
  ])
}
