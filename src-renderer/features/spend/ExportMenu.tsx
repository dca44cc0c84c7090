import { ClipboardCopy, Download, FileJson, FileSpreadsheet, Table } from 'lucide-react'

import { Button } from '../../ui/Button.tsx'
import { countFigure, figureText } from '../../ui/figures.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { copiedAsMarkdown, exportAsked, exportCancelled, useExport } from './export-store.ts'
import { useSpend } from './spend-store.ts'
import styles from './Toolbar.module.css'

/** Takes what is shown elsewhere: to a file or to the clipboard. */
export function ExportMenu() {
  const progress = useExport((state) => state.progress)
  const isGrouped = useSpend((state) => state.spec.groupBy !== null)
  if (progress !== null) {
    const { rowsDone, rowsTotal } = progress
    const share = rowsTotal === 0 ? 0 : Math.min(1, rowsDone / rowsTotal)
    return (
      <div className={styles['export']}>
        <progress aria-label="Export" value={share} />
        <span className={styles['exportText']}>
          {figureText(countFigure(rowsDone))} of {figureText(countFigure(rowsTotal))}
        </span>
        <Button size="small" onClick={exportCancelled}>
          Cancel
        </Button>
      </div>
    )
  }
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Export" size="small">
          <Download aria-hidden />
        </IconButton>
      }
      items={[
        {
          label: 'Export as CSV…',
          icon: <FileSpreadsheet aria-hidden />,
          onSelect: () => void exportAsked('csv'),
        },
        {
          label: 'Export as JSON…',
          icon: <FileJson aria-hidden />,
          onSelect: () => void exportAsked('json'),
        },
        {
          label: 'Export as Parquet…',
          icon: <Table aria-hidden />,
          onSelect: () => void exportAsked('parquet'),
        },
        'separator',
        {
          label: isGrouped ? 'Copy groups as Markdown' : 'Copy rows in sight as Markdown',
          icon: <ClipboardCopy aria-hidden />,
          onSelect: () => void copiedAsMarkdown(),
        },
      ]}
    />
  )
}
