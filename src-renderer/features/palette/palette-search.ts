import { MatchText, matchWord, type QueryWord, queryWords } from './fuzzy-match.ts'
import { type PaletteEntry, type PaletteGroup, paletteGroups } from './palette-entry.ts'

/** Entries under one head. */
export interface PaletteSection {
  /** null where there is one list only, which the field names, and all of it is here. */
  readonly title: string | null
  readonly entries: readonly PaletteEntry[]
}

/** An entry with its texts prepared, once for many searches. */
export interface SearchableEntry {
  readonly entry: PaletteEntry
  readonly title: MatchText
  /** What else it is found by. */
  readonly further: string
}

/** So many entries of a group are shown among others; typing more narrows them down. */
const GROUP_LIMIT = 6
/** So many rows a list of one kind holds: more than anybody scrolls through. */
const STEP_LIMIT = 100
const RECENT_LIMIT = 4

/** What people come back to first, what they could also do last. */
const SUGGESTED_ORDER: readonly PaletteGroup[] = [
  'Conversations',
  'Models',
  'Engines',
  'Actions',
  'Gateways',
  'Settings',
]

/** A word found beside the title is worth this, less than most places in the title. */
const FURTHER_WORTH = 30
/** What was used through the palette lately is this much better, falling with its place in the list. */
const RECENT_BONUS = 12

export function searchable(entries: readonly PaletteEntry[]): readonly SearchableEntry[] {
  return entries.map((entry) => ({
    entry,
    title: new MatchText(entry.title),
    further: new MatchText(`${entry.group} ${entry.detail ?? ''} ${entry.keywords}`).text,
  }))
}

/**
 * What the palette shows for a query. Before anything is typed: what was used last, then what is suggested. Otherwise the
 * groups by their best match, each with its best entries. `recent` are ids, the last used first.
 */
export function paletteSections(
  entries: readonly SearchableEntry[],
  query: string,
  recent: readonly string[],
): readonly PaletteSection[] {
  const words = queryWords(query)
  if (words.length === 0) return suggestions(entries, recent)
  const byGroup = Map.groupBy(ranked(entries, words, recent), ({ entry }) => entry.group)
  return [...byGroup]
    .toSorted(
      ([left, found], [right, others]) =>
        (others[0]?.worth ?? 0) - (found[0]?.worth ?? 0) || groupPlace(left) - groupPlace(right),
    )
    .map(([title, found]) =>
      limited(
        title,
        found.map(({ entry }) => entry),
        GROUP_LIMIT,
      ),
    )
}

/** The first of many, whose head says that there are more. */
function limited(title: string | null, entries: readonly PaletteEntry[], limit: number): PaletteSection {
  if (entries.length <= limit) return { title, entries }
  const count = `${limit} of ${entries.length}`
  return { title: title === null ? count : `${title} · ${count}`, entries: entries.slice(0, limit) }
}

/** What a step shows for a query: its own entries, in their order or by how well they match. */
export function stepSection(
  entries: readonly SearchableEntry[],
  query: string,
  recent: readonly string[],
): PaletteSection {
  const words = queryWords(query)
  const found = words.length === 0 ? entries : ranked(entries, words, recent)
  return limited(
    null,
    found.map(({ entry }) => entry),
    STEP_LIMIT,
  )
}

function suggestions(
  entries: readonly SearchableEntry[],
  recent: readonly string[],
): readonly PaletteSection[] {
  const byId = new Map(entries.map(({ entry }) => [entry.id, entry]))
  const used = recent.flatMap((id) => byId.get(id) ?? []).slice(0, RECENT_LIMIT)
  const offered = entries
    .map(({ entry }) => entry)
    .filter((entry) => entry.isSuggested && !used.includes(entry))
  const byGroup = Map.groupBy(offered, (entry) => entry.group)
  return [
    { title: 'Recent', entries: used },
    ...SUGGESTED_ORDER.map((title) => ({ title, entries: byGroup.get(title) ?? [] })),
  ].filter((section) => section.entries.length > 0)
}

interface RankedEntry {
  readonly entry: PaletteEntry
  readonly worth: number
}

/** The entries that match every word, best first; equally good ones keep their order. */
function ranked(
  entries: readonly SearchableEntry[],
  words: readonly QueryWord[],
  recent: readonly string[],
): readonly RankedEntry[] {
  const places = new Map(recent.map((id, place) => [id, place]))
  const found: RankedEntry[] = []
  for (const candidate of entries) {
    const worth = matchWorth(candidate, words)
    if (worth === 0) continue
    const place = places.get(candidate.entry.id)
    found.push({
      entry: candidate.entry,
      worth: place === undefined ? worth : worth + RECENT_BONUS / (place + 1),
    })
  }
  return found.toSorted((left, right) => right.worth - left.worth)
}

/** The mean over all words, 0 when one is nowhere. */
function matchWorth({ title, further }: SearchableEntry, words: readonly QueryWord[]): number {
  let sum = 0
  for (const word of words) {
    const worth = matchWord(word, title) || (further.includes(word.text) ? FURTHER_WORTH : 0)
    if (worth === 0) return 0
    sum += worth
  }
  return sum / words.length
}

function groupPlace(group: PaletteGroup): number {
  return paletteGroups.indexOf(group)
}
