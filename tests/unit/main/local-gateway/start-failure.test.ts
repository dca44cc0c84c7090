import { describe, expect, it } from 'vitest'

import { planRestart } from '#main/local-gateway/restart-plan.ts'
import { startFailure } from '#main/local-gateway/start-failure.ts'

const facts = { port: 4000, configPath: '/home/me/config.yaml', isGenerated: false, status: 1 }

describe('startFailure', () => {
  it.each([
    [['ERROR: [Errno 98] error while attempting to bind: address already in use'], 'port-taken', /Port 4000/],
    [
      [
        'yaml.parser.ParserError: while parsing a flow node',
        "expected the node content, but found '<stream end>'",
        '  in "config.yaml", line 4, column 1',
      ],
      'config-invalid',
      /not YAML at line 4, column 1/,
    ],
    [
      ["KeyError: 'model_name'", 'ERROR:    Application startup failed. Exiting.'],
      'config-invalid',
      /no model_name/,
    ],
    [['Exception: Config file not found: none.yaml'], 'config-invalid', /it is not there/],
    [["ModuleNotFoundError: No module named 'fastapi'"], 'program-missing', /lacks what a gateway needs/],
    [
      ['LiteLLM Proxy: a database URL is set but the prisma CLI is neither on PATH nor importable'],
      'start-failed',
      /database client/,
    ],
    [
      ["Error: P1001: Can't reach database server at `localhost:5432`"],
      'start-failed',
      /could not use the database/,
    ],
    [['Error: P1000: Authentication failed'], 'start-failed', /refused the user or the password/],
    [['RuntimeError: no idea'], 'start-failed', /ended before it was ready/],
    [[], 'start-failed', /ended before it was ready/],
  ] as const)('finds words for %j', (lines, kind, words) => {
    const error = startFailure(lines, facts)
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(words)
    expect(error.details).toBe(lines.length === 0 ? null : lines.join('\n'))
  })

  it('sends the user to the file only where it is the user’s', () => {
    const lines = ["KeyError: 'model_name'"]
    expect(startFailure(lines, facts).nextStep).toBe('Mend /home/me/config.yaml, then start again.')
    expect(startFailure(lines, { ...facts, isGenerated: true }).nextStep).toBe('Check the chosen models.')
  })
})

describe('planRestart', () => {
  it('waits longer each time and then gives up', () => {
    const pauses: (number | null)[] = []
    let restarts = 0
    for (let end = 0; end < 5; end += 1) {
      const plan = planRestart(restarts, 0)
      pauses.push(plan.pauseMs)
      restarts = plan.restarts
    }
    expect(pauses).toEqual([1000, 3000, 10_000, 30_000, null])
  })

  it('begins anew after it ran for a while', () => {
    expect(planRestart(4, 10 * 60_000)).toEqual({ restarts: 1, pauseMs: 1000 })
  })
})
