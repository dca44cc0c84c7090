import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'

import { startsWith } from '../form/form-place.ts'
import { countOf } from '../../config-editor/words.ts'

/** What a closed part of the form hides, in words; null when that is nothing to worry about. */
export interface HiddenProblems {
  readonly word: string
  readonly tone: 'negative' | 'warning'
}

/** The problems inside of a path; notes do not count. */
export function problemsInside(problems: readonly ConfigProblem[], path: ConfigPath): HiddenProblems | null {
  const inside = problems.filter((problem) => problem.severity !== 'info' && startsWith(problem.path, path))
  if (inside.length === 0) return null
  const errors = inside.filter(({ severity }) => severity === 'error').length
  return errors > 0
    ? { word: countOf(errors, 'problem'), tone: 'negative' }
    : { word: countOf(inside.length, 'warning'), tone: 'warning' }
}
