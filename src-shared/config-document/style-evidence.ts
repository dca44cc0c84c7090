import { type ConfigContainer, type ConfigNode, containerOf } from './config-node.ts'
import { gapAfter } from './gap.ts'
import { itemIndent, lineIndent } from './indentation.ts'
import type { WritingStyle } from './writing-style.ts'

/** What a text shows of its style. */
export type StyleEvidence = Partial<WritingStyle>

/** Evidence with traits that turned out to be unknown. */
type Findings = { readonly [Trait in keyof WritingStyle]?: WritingStyle[Trait] | undefined }

/** What a container shows, and for what it leaves open, the containers inside of it; one of them can be left out. */
export function styleEvidence(
  text: string,
  container: ConfigContainer,
  leftOut: ConfigNode | null,
): StyleEvidence {
  let evidence: StyleEvidence = {}
  const queue = [container]
  for (const next of queue) {
    evidence = firstOf(evidence, { ...layoutEvidence(text, next), ...quoteEvidence(text, next) })
    for (const item of next.items.slice(0, LOOKED_AT)) {
      const inner = item === leftOut ? null : containerOf(item, next.start)
      if (inner !== null && queue.length < LOOKED_AT) queue.push(inner)
    }
  }
  return evidence
}

/** Items of each container, and containers, that are looked at. */
const LOOKED_AT = 40

/** Evidence where what comes first counts. */
export function firstOf(...all: readonly Findings[]): StyleEvidence {
  const known = all.flatMap((findings) => Object.entries(findings).filter(([, trait]) => trait !== undefined))
  return Object.fromEntries(known.toReversed())
}

function layoutEvidence(text: string, container: ConfigContainer): Findings {
  const { items, start, isObject } = container
  const [first, second] = items
  if (first === undefined) return {}
  const last = gapAfter(text, container, items.length - 1)
  const indent = itemIndent(text, container)
  const outer = lineIndent(text, start)
  return {
    padding: isObject ? blank(text.slice(start + 1, start + first.start)) : undefined,
    separator: second && blank(text.slice(start + first.comma + 1, start + second.start)),
    hasTrailingComma: last.firstBreak === null ? undefined : last.comma !== -1,
    indentUnit: indent?.startsWith(outer) ? indent.slice(outer.length) : undefined,
  }
}

function blank(text: string): string | undefined {
  return /^[ \t]*$/.test(text) ? text : undefined
}

/** Quotes around a key that cannot do without them say nothing about other keys, only about strings. */
function quoteEvidence(text: string, { items, start }: ConfigContainer): Findings {
  const sample = items.slice(0, LOOKED_AT)
  const members = sample.filter((item) => item.key !== null)
  const keyQuotes = members.map((item) => quoteOf(text.charAt(start + item.start)))
  const keyQuote = mostFrequent(
    keyQuotes.filter((quote, index) => quote === '' || isPlainKey(members[index]?.key ?? '')),
  )
  const strings = sample.filter((item) => typeof item.value === 'string')
  const stringQuotes = strings.map((item) => quoteOf(text.charAt(start + item.valueStart)))
  const quotes = [...stringQuotes, ...(keyQuote === undefined ? keyQuotes : [])]
  const colons = members.map((item) => text.slice(start + item.keyEnd, start + item.valueStart))
  return {
    keyQuote,
    stringQuote: mostFrequent(quotes.filter((quote) => quote !== '')),
    colon: mostFrequent(colons.filter((colon) => /^[ \t]*:[ \t]*$/.test(colon))),
  }
}

function quoteOf(character: string): '' | '"' | "'" {
  return character === '"' || character === "'" ? character : ''
}

/** The first of those that occur most often. */
function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return values.find((value) => counts.get(value) === most)
}

/** Whether a key may stand without quotes everywhere. */
export function isPlainKey(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key)
}
