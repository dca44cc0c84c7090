import { useVirtualizer } from '@tanstack/react-virtual'
import { Copy } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'

import type { LogLine } from '#shared/local-gateway.ts'

import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { followLog, matchingLines, useLog } from './log-store.ts'
import styles from './LogView.module.css'

/** Height of a line at 100 % text scale, in px. */
const LINE_PX = 20
/** So near to its end the log is followed, in px. */
const END_PX = 40

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** What LiteLLM, its installer and Litedesk wrote. It follows the end until it is scrolled up. */
export function LogView() {
  const all = useLog((log) => log.lines)
  const [search, setSearch] = useState('')
  const lines = useMemo(() => matchingLines(all, search), [all, search])
  const scroller = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX * scaleOfText(),
    overscan: 20,
    getItemKey: (index) => lines[index]?.number ?? index,
  })
  useEffect(() => followLog(), [])
  useEffect(() => {
    if (isAtEnd.current && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [lines, rows])
  const copy = async (): Promise<void> => {
    await requestOrToast('clipboard:write', { text: lines.map(plainLine).join('\n') })
    showToast({ text: `${String(lines.length)} lines copied.`, tone: 'positive' })
  }
  return (
    <div className={styles['view']}>
      <div className={styles['tools']}>
        <SearchField label="Search the log" value={search} onChange={setSearch} />
        <span className={styles['count']} aria-live="polite">
          {search === '' ? countWords(lines.length) : `${String(lines.length)} of ${countWords(all.length)}`}
        </span>
        <Button
          size="small"
          icon={<Copy aria-hidden="true" />}
          disabled={lines.length === 0}
          onClick={() => void copy()}
        >
          Copy
        </Button>
      </div>
      {lines.length === 0 ? (
        <p className={styles['empty']}>
          {search === '' ? 'Nothing was logged yet. It begins with a start.' : 'No line has these words.'}
        </p>
      ) : (
        <div
          ref={scroller}
          className={styles['scroller']}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls has to be reached by keyboard.
          tabIndex={0}
          role="log"
          aria-label="Log"
          aria-live="off"
          onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
            isAtEnd.current = scrollHeight - scrollTop - clientHeight < END_PX
          }}
        >
          <div className={styles['lines']} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const line = lines[index]
              return (
                line !== undefined && (
                  <div
                    key={key}
                    className={classNames(styles['line'], styles[line.level])}
                    style={{ transform: `translateY(${String(start)}px)` }}
                  >
                    <time className={styles['time']} dateTime={line.at}>
                      {time.format(new Date(line.at))}
                    </time>
                    <span className={styles['source']}>{sources[line.source]}</span>
                    <span>{line.text}</span>
                  </div>
                )
              )
            })}
          </div>
        </div>
      )}
    </div>
  )
}

const sources: Record<LogLine['source'], string> = {
  gateway: 'LiteLLM',
  installer: 'Installer',
  litedesk: 'Litedesk',
}

function plainLine({ at, source, text }: LogLine): string {
  return `${at} ${sources[source]} ${text}`
}

function countWords(count: number): string {
  return count === 1 ? '1 line' : `${count.toLocaleString()} lines`
}

/** Text and rows grow together with the root’s font. */
function scaleOfText(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
}
