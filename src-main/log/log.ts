import electronLog from 'electron-log/node.js'

import { redact } from './redact.ts'

const MAX_FILE_BYTES = 2_000_000

electronLog.transports.file.level = false
electronLog.transports.console.level = process.env['LITEDESK_LOG'] === 'verbose' ? 'verbose' : 'warn'
electronLog.hooks.push((message) => ({ ...message, data: message.data.map(redactEntry) }))

/** The program's log. Every entry passes through redaction before it reaches the console or the file. */
export const log = electronLog

/** Starts writing to `path`, rotated at 2 MB. Before this call only the console hears anything. */
export function logToFile(path: string): void {
  electronLog.transports.file.resolvePathFn = () => path
  electronLog.transports.file.maxSize = MAX_FILE_BYTES
  electronLog.transports.file.level = 'info'
}

function redactEntry(entry: unknown): unknown {
  if (typeof entry === 'string') return redact(entry)
  if (entry instanceof Error) return redact(entry.stack ?? entry.message)
  if (typeof entry === 'object' && entry !== null) return redact(JSON.stringify(entry))
  return entry
}
