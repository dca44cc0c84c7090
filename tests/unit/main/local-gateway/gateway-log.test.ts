import { describe, expect, it, vi } from 'vitest'

import { KEPT_LOG_LINES, type LogLine } from '#shared/local-gateway.ts'
import { GatewayLog } from '#main/local-gateway/gateway-log.ts'

describe('GatewayLog', () => {
  it('masks the secrets it knows, whatever they look like, and what looks like one', () => {
    const log = new GatewayLog(vi.fn())
    log.hide(['plain words of a key'])
    log.add('gateway', 'key: plain words of a key, other: sk-0123456789abcdef')
    log.add('gateway', 'postgresql://me:secret@localhost/db')
    expect(log.lines.map(({ text }) => text)).toEqual([
      'key: [key … key], other: [key …cdef]',
      'postgresql://[credentials]@localhost/db',
    ])
    log.flush()
  })

  it('takes colours out, cuts what is too long, and tells how bad a line is', () => {
    const log = new GatewayLog(vi.fn())
    log.add('gateway', '\u001B[32mINFO\u001B[0m:     Started')
    log.add('gateway', 'x'.repeat(5000))
    log.add('gateway', 'ERROR:    Application startup failed.')
    log.add('gateway', "KeyError: 'model_name'")
    log.add('gateway', '15:01 - LiteLLM:WARNING: utils.py:1 - careful')
    log.add('gateway', 'INFO: 0 errors')
    expect(log.lines.map(({ text, level }) => [text.length, level])).toEqual([
      [17, 'info'],
      [2001, 'info'],
      [37, 'error'],
      [22, 'error'],
      [45, 'warning'],
      [14, 'info'],
    ])
    log.flush()
  })

  it('keeps the last lines only, however many there were', () => {
    const told: LogLine[] = []
    const log = new GatewayLog((lines) => told.push(...lines))
    for (let number = 0; number < KEPT_LOG_LINES * 3; number += 1) log.add('gateway', `line ${number}`)
    log.flush()
    expect(log.lines.length).toBeGreaterThanOrEqual(KEPT_LOG_LINES)
    expect(log.lines.length).toBeLessThanOrEqual(KEPT_LOG_LINES * 1.1)
    expect(log.lines.at(-1)?.number).toBe(KEPT_LOG_LINES * 3 - 1)
    // A window needs no more than what is kept.
    expect(told).toHaveLength(KEPT_LOG_LINES)
  })

  it('tells lines together', () => {
    vi.useFakeTimers()
    const tell = vi.fn()
    const log = new GatewayLog(tell)
    log.add('gateway', 'one')
    log.add('litedesk', 'two')
    expect(tell).not.toHaveBeenCalled()
    vi.advanceTimersByTime(100)
    expect(tell).toHaveBeenCalledTimes(1)
    expect(tell.mock.calls[0]?.[0]).toMatchObject([{ text: 'one' }, { text: 'two', source: 'litedesk' }])
    vi.useRealTimers()
  })
})
