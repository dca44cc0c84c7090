import { ConfigEditError } from '../config-document/config-edit-error.ts'
import type { ConfigValue } from '../config-document/config-edit.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { isSameValue } from '../config-document/config-value.ts'
import { editYamlDocument } from '../yaml-document/edit-yaml-text.ts'
import { readYamlDocument, type YamlDocument } from '../yaml-document/yaml-document.ts'
import { mergeLines } from './line-merge.ts'
import type { Sides } from './sides.ts'
import { editsBetween } from './value-edits.ts'
import { mergeValues } from './value-merge.ts'

/**
 * A YAML text with both sides' changes of `base`; null when they do not fit together or a side is no YAML. What the result
 * means is exactly what merging the three values gives.
 */
export function mergeYamlTexts(base: string, ours: string, theirs: string): string | null {
  if (ours === theirs || base === theirs) return ours
  if (base === ours) return theirs
  try {
    const documents = {
      base: readYamlDocument(base),
      ours: readYamlDocument(ours),
      theirs: readYamlDocument(theirs),
    }
    const merged = mergeValues({
      base: documents.base.value,
      ours: documents.ours.value,
      theirs: documents.theirs.value,
    })
    if (merged === null) return null
    return mergedByLines(documents, merged.value) ?? mergedInto(documents, merged.value)
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return null
    throw cause
  }
}

function mergedByLines({ base, ours, theirs }: Sides<YamlDocument>, value: ConfigValue): string | null {
  const text = mergeLines({ base: base.text, ours: ours.text, theirs: theirs.text })
  if (text === null) return null
  try {
    const document = readYamlDocument(text)
    const hasOwnDuplicates =
      document.duplicates.length > Math.max(ours.duplicates.length, theirs.duplicates.length)
    return isSameValue(document.value, value) && !hasOwnDuplicates ? text : null
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return null
    throw cause
  }
}

/** Our changes made in their text, where our side changed no comment. */
function mergedInto({ base, ours, theirs }: Sides<YamlDocument>, value: ConfigValue): string | null {
  if (commentsOf(base.text) !== commentsOf(ours.text)) return null
  try {
    const { text } = editYamlDocument(theirs, editsBetween(theirs.value, value))
    return commentsOf(text) === commentsOf(theirs.text) ? text : null
  } catch (cause) {
    if (cause instanceof ConfigEditError) return null
    throw cause
  }
}

/** What looks like comments; a text that has a sign of them in a value is compared with it. */
function commentsOf(text: string): string {
  return (text.match(/(?:^|\s)#[^\n]*/g) ?? []).map((comment) => comment.trim()).join('\n')
}
