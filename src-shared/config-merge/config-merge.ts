import { readConfigDocument, type ConfigDocument } from '../config-document/config-document.ts'
import { ConfigEditError } from '../config-document/config-edit-error.ts'
import type { ConfigValue } from '../config-document/config-edit.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { isSameValue } from '../config-document/config-value.ts'
import { editConfigDocument } from '../config-document/edit-config-text.ts'
import { countComments } from './comments.ts'
import { mergeLines } from './line-merge.ts'
import type { Sides } from './sides.ts'
import { editsBetween } from './value-edits.ts'
import { mergeValues } from './value-merge.ts'

/**
 * A JSON5 text with both sides' changes of `base`; null when they do not fit together or a side is not JSON5. What the
 * result means is exactly what merging the three values gives, so a lucky combination of lines is never taken.
 */
export function mergeConfigTexts(base: string, ours: string, theirs: string): string | null {
  if (ours === theirs || base === theirs) return ours
  if (base === ours) return theirs
  try {
    return merge({
      base: readConfigDocument(base),
      ours: readConfigDocument(ours),
      theirs: readConfigDocument(theirs),
    })
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return null
    throw cause
  }
}

function merge(documents: Sides<ConfigDocument>): string | null {
  const { base, ours, theirs } = documents
  const merged = mergeValues({ base: base.value, ours: ours.value, theirs: theirs.value })
  if (merged === null) return null
  return (
    mergedByLines(documents, merged.value) ??
    mergedInto(theirs, documents, merged.value) ??
    mergedInto(ours, documents, merged.value)
  )
}

function mergedByLines({ base, ours, theirs }: Sides<ConfigDocument>, value: ConfigValue): string | null {
  const text = mergeLines({ base: base.text, ours: ours.text, theirs: theirs.text })
  if (text === null) return null
  try {
    const document = readConfigDocument(text)
    const hasOwnDuplicates =
      document.duplicates.length > Math.max(ours.duplicates.length, theirs.duplicates.length)
    return isSameValue(document.value, value) && !hasOwnDuplicates ? text : null
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return null
    throw cause
  }
}

/**
 * One side's text with the other's changes made in it, as where both changed one line; null when a comment of the other
 * would be lost.
 */
function mergedInto(
  side: ConfigDocument,
  documents: Sides<ConfigDocument>,
  value: ConfigValue,
): string | null {
  try {
    const { text } = editConfigDocument(side, editsBetween(side.value, value))
    return hasCommentsOfBoth(text, documents) ? text : null
  } catch (cause) {
    if (cause instanceof ConfigEditError) return null
    throw cause
  }
}

/** Each comment as often as the base has it, with what both sides have added and taken away. */
function hasCommentsOfBoth(text: string, { base, ours, theirs }: Sides<ConfigDocument>): boolean {
  const counts = [text, base.text, ours.text, theirs.text].map(countComments)
  const comments = new Set(counts.flatMap((count) => [...count.keys()]))
  return [...comments].every((comment) => {
    const [inText = 0, inBase = 0, inOurs = 0, inTheirs = 0] = counts.map((count) => count.get(comment))
    return inText === Math.max(0, inOurs + inTheirs - inBase)
  })
}
