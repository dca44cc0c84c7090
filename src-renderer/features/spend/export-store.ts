/** Exports under way, and copies to the clipboard. What an export writes is exactly what is on show. */
import { create } from 'zustand'

import type { SpendColumn, SpendMeasure } from '#shared/spend-query.ts'
import type { ExportFormat, SpendExportProgress, SpendExportRequest } from '#shared/spend.ts'
import { errorOf, request, requestOrToast, showFailure } from '../../app/bridge.ts'
import { figureText, wholeFigure } from '../../ui/figures.ts'
import { showToast } from '../../ui/toast-store.ts'
import { groupsMarkdown, rowsMarkdown } from './markdown-table.ts'
import { rowsInSight, type SpendState, useSpend } from './spend-store.ts'
import { zoneName } from './time-steps.ts'

/** The export under way; null for none. One at a time is all anybody wants. */
export const useExport = create<{ readonly progress: SpendExportProgress | null }>()(() => ({
  progress: null,
}))

let stopListening: (() => void) | null = null

/** Begins to write what is on show; main asks where to. */
export async function exportAsked(format: ExportFormat): Promise<void> {
  const exportId = crypto.randomUUID()
  // Listens until it has ended, also when Spend is left meanwhile.
  stopListening ??= window.bridge.on('spend:exported', progressed)
  const progress = await requestOrToast('spend:export', exportRequest(useSpend.getState(), exportId, format))
  if (progress !== undefined && progress !== null) progressed(progress)
}

export function exportCancelled(): void {
  const { progress } = useExport.getState()
  if (progress !== null) void requestOrToast('spend:cancel-export', { exportId: progress.exportId })
}

function progressed(progress: SpendExportProgress): void {
  // The answer to the request may come after the last event.
  if (ended.has(progress.exportId)) return
  if (progress.state === 'running') {
    useExport.setState({ progress })
    return
  }
  ended.add(progress.exportId)
  useExport.setState({ progress: null })
  if (progress.state === 'done')
    showToast({
      text: `Saved ${figureText(wholeFigure(progress.rowsDone))} lines to ${fileName(progress.path)}.`,
      tone: 'positive',
    })
  if (progress.state === 'failed' && progress.error !== null) showFailure(progress.error)
}

const ended = new Set<string>()

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}

/** What is on show as a question for main. */
export function exportRequest(
  { gatewayId, filter, spec }: Pick<SpendState, 'gatewayId' | 'filter' | 'spec'>,
  exportId: string,
  format: ExportFormat,
): SpendExportRequest {
  const question = { gatewayId: gatewayId ?? '', filter, exportId, format }
  const { groupBy, groupSort, sort } = spec
  if (groupBy === null) {
    const columns = spec.rowColumns.map(({ column }) => column as SpendColumn)
    return { ...question, what: { type: 'rows', sort, columns } }
  }
  const measures = spec.groupColumns.map(({ column }) => column as SpendMeasure)
  return {
    ...question,
    what: { type: 'groups', by: groupBy, timeZone: zoneName(), measures, sort: groupSort },
  }
}

/** Copies the rows in sight, or all groups, as a Markdown table. */
export async function copiedAsMarkdown(): Promise<void> {
  const { spec, groups } = useSpend.getState()
  const { text, count, noun } =
    spec.groupBy === null
      ? rowsMarkdown(rowsInSight(), spec.rowColumns)
      : groupsMarkdown(spec.groupBy, groups.answer, spec.groupColumns)
  try {
    await request('clipboard:write', { text })
    showToast({ text: `Copied ${count} ${noun} as Markdown.`, tone: 'positive' })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}
