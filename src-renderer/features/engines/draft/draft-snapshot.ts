import type { DraftAnalysis } from './draft-analysis.ts'

/** What a view shows of a draft beside its text. The same object as long as nothing of it changed. */
export interface DraftSnapshot {
  readonly analysis: DraftAnalysis
  /** Whether the text differs from the file. */
  readonly isDirty: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** Whether two snapshots show the same. */
export function isSameSnapshot(left: DraftSnapshot, right: DraftSnapshot): boolean {
  return (
    left.analysis === right.analysis &&
    left.isDirty === right.isDirty &&
    left.canUndo === right.canUndo &&
    left.canRedo === right.canRedo
  )
}
