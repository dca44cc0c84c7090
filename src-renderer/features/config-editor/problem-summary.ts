import type { DraftProblem } from './text-draft.ts'
import { countOf } from './words.ts'

/** All problems in a word or two, in the colour of the worst. */
export interface ProblemSummary {
  readonly word: string
  readonly tone: 'positive' | 'neutral' | 'warning' | 'negative'
}

/** Counts the worst kind there is: errors, else warnings, else notes. */
export function problemSummary(problems: readonly Pick<DraftProblem, 'severity'>[]): ProblemSummary {
  const count = (severity: DraftProblem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  const errors = count('error')
  if (errors > 0) return { word: countOf(errors, 'problem'), tone: 'negative' }
  const warnings = count('warning')
  if (warnings > 0) return { word: countOf(warnings, 'warning'), tone: 'warning' }
  const notes = count('info')
  return notes > 0 ? { word: countOf(notes, 'note'), tone: 'neutral' } : { word: 'Valid', tone: 'positive' }
}
