import { pathText } from '#shared/config-document/config-path.ts'
import type { Reference } from '#shared/engine-config/edits/references.ts'

/** More than this would make a dialog a report. */
const maxListed = 8

/** Where a provider or model is referred to, as lines for reading. */
export function referenceLines(references: readonly Reference[]): readonly string[] {
  const lines = references.slice(0, maxListed).map(({ path }) => pathText(path))
  const more = references.length - lines.length
  return more > 0 ? [...lines, `and ${more.toLocaleString('en-US')} more`] : lines
}
