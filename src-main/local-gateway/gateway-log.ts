import { KEPT_LOG_LINES, type LogLine } from '#shared/local-gateway.ts'

import { redact } from '../log/redact.ts'

/** A line that is longer is cut: nobody reads it, and a window would have to draw it. */
const MAX_LINE_LENGTH = 2000
/** Lines are told together, at most so often, in ms. */
const TELL_EVERY_MS = 100
/** Colours and other orders to a terminal. */
// oxlint-disable-next-line no-control-regex -- That is what they begin with.
const TERMINAL_ORDERS = /\u001B\[[\d;?]*[A-Za-z]/g

/** The last lines of the local gateway, of its installer, and of Litedesk about both. Nothing enters unredacted. */
export class GatewayLog {
  readonly #told: (lines: LogLine[]) => void
  #secrets: readonly string[] = []
  #lines: LogLine[] = []
  #next = 0
  #waiting: LogLine[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(told: (lines: LogLine[]) => void) {
    this.#told = told
  }

  get lines(): readonly LogLine[] {
    return this.#lines
  }

  /** Secrets the process was given, masked whatever they look like. */
  hide(secrets: readonly string[]): void {
    this.#secrets = [...new Set([...this.#secrets, ...secrets])]
  }

  add(source: LogLine['source'], text: string, level = levelOf(text)): void {
    const clean = redact(text.replace(TERMINAL_ORDERS, ''), this.#secrets).trimEnd()
    const line: LogLine = {
      number: this.#next,
      at: new Date().toISOString(),
      source,
      level,
      text: clean.length > MAX_LINE_LENGTH ? `${clean.slice(0, MAX_LINE_LENGTH)}…` : clean,
    }
    this.#next += 1
    this.#lines.push(line)
    // Letting go in one go now and then is cheaper than one by one.
    if (this.#lines.length > KEPT_LOG_LINES * 1.1) this.#lines = this.#lines.slice(-KEPT_LOG_LINES)
    this.#waiting.push(line)
    this.#timer ??= setTimeout(() => this.flush(), TELL_EVERY_MS)
  }

  /** Tells what waits to be told. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const lines = this.#waiting.slice(-KEPT_LOG_LINES)
    this.#waiting = []
    if (lines.length > 0) this.#told(lines)
  }
}

function levelOf(text: string): LogLine['level'] {
  if (
    /^\W*(?:ERROR|CRITICAL|FATAL)\b|\b(?:ERROR|CRITICAL)[:\s]|^Traceback |^\w*(?:Error|Exception): /i.test(
      text,
    )
  ) {
    return 'error'
  }
  return /\bWARN(?:ING)?\b/i.test(text) ? 'warning' : 'info'
}
