import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import type { TextPlace } from '#shared/engine.ts'

import { Button } from '../../ui/Button.tsx'
import { FileNotice } from './FileNotice.tsx'
import { type ReadyFile, useSnapshot } from './file-desk.ts'
import type { DraftProblem, EditedDraft, TextAnalysis } from './text-draft.ts'

/** An analysis that tells whether the text could be read; when not, its first problem says why. */
interface ReadAnalysis extends TextAnalysis {
  readonly document: object | null
  readonly problems: readonly (DraftProblem & { readonly place: TextPlace | null })[]
}

interface NoticedDraft extends EditedDraft<ReadAnalysis> {
  goTo(start: number): void
}

interface FileNoticesProps {
  readonly name: string
  readonly isGone: boolean
  readonly opened: Pick<ReadyFile<unknown, NoticedDraft>, 'draft' | 'outside'>
  readonly onSeen: () => void
  readonly onCompare: () => void
  /** Brings the text into sight. */
  readonly onShowText: () => void
  /** What is to know of this kind of file alone. */
  readonly children?: ReactNode
}

/** What is to know about an open file before anything else: that it is gone, that others changed it, that it cannot be read. */
export function FileNotices({
  name,
  isGone,
  opened: { draft, outside },
  onSeen,
  onCompare,
  onShowText,
  children,
}: FileNoticesProps) {
  const { isDirty, analysis } = useSnapshot(draft)
  const syntax = analysis.document === null ? analysis.problems[0] : undefined
  return (
    <>
      {isGone && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} is gone. Saving writes it anew.`}
        />
      )}
      {children}
      {outside.type === 'taken' && (
        <FileNotice
          icon={<Info aria-hidden="true" />}
          text={`${name} changed on disk. Your changes are kept and that change is in the draft too.`}
          onDismiss={onSeen}
        />
      )}
      {outside.type === 'collides' && isDirty && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} changed on disk where you changed it too. Your draft is kept as it is.`}
          action={
            <Button size="small" onClick={onCompare}>
              Compare
            </Button>
          }
        />
      )}
      {syntax !== undefined && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="negative"
          text={`Line ${String(syntax.place?.line ?? 1)}: ${syntax.message}`}
          action={
            <Button
              size="small"
              onClick={() => {
                onShowText()
                // The text may only now be drawn.
                requestAnimationFrame(() => draft.goTo(syntax.range?.start ?? 0))
              }}
            >
              Go to the line
            </Button>
          }
        />
      )}
    </>
  )
}
