import { BrowserWindow, dialog } from 'electron'

import type { ExportFormat, SpendExportRequest } from '#shared/spend.ts'

const names: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON', parquet: 'Parquet' }

/** Asks the user where to write an export; null when the dialog was cancelled. */
export async function chooseExportFile({ format, what }: SpendExportRequest): Promise<string | null> {
  const about = what.type === 'rows' ? 'spend' : `spend-by-${what.by}`
  const options = {
    title: 'Export',
    defaultPath: `${about}-${new Date().toISOString().slice(0, 10)}.${format}`,
    filters: [{ name: names[format], extensions: [format] }],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? null : filePath
}
