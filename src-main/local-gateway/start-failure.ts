import { appError, type AppError } from '#shared/app-error.ts'

const SHOWN_LINES = 30

/** How LiteLLM was started, for the words about its end. */
export interface StartFacts {
  readonly port: number
  /** The config file it was given. */
  readonly configPath: string
  readonly isGenerated: boolean
  /** null when it was ended by force, or never began. */
  readonly status: number | null
}

interface Symptom {
  readonly pattern: RegExp
  readonly error: (facts: StartFacts, match: RegExpExecArray) => AppError
}

/**
 * Why LiteLLM ended before it was ready, from the end of its output. `lines` are redacted. Each pattern was seen in the output
 * of the pinned release, or stands in its source or its libraries'.
 */
export function startFailure(lines: readonly string[], facts: StartFacts): AppError {
  const text = lines.join('\n')
  const details = lines.slice(-SHOWN_LINES).join('\n').slice(-4000) || null
  for (const { pattern, error } of symptoms) {
    const match = pattern.exec(text)
    if (match !== null) return { ...error(facts, match), details }
  }
  return appError('start-failed', 'LiteLLM ended before it was ready.', {
    nextStep: 'Its log says why.',
    details,
  })
}

/** Another program listens on the port. */
export function portTaken(port: number): AppError {
  return appError('port-taken', `Port ${port} is used by another program.`, {
    nextStep: 'End that program, or choose another port.',
  })
}

const symptoms: readonly Symptom[] = [
  {
    pattern: /address already in use|EADDRINUSE|Errno (?:48|98)\b|WinError 10048/i,
    error: ({ port }) => portTaken(port),
  },
  {
    pattern: /yaml\.\w+\.\w+Error:[\s\S]*?line (\d+), column (\d+)/,
    error: (facts, [, line, column]) => badConfig(facts, `it is not YAML at line ${line}, column ${column}`),
  },
  { pattern: /yaml\.\w+\.\w+Error/, error: (facts) => badConfig(facts, 'it is not YAML') },
  { pattern: /Config file not found/, error: (facts) => badConfig(facts, 'it is not there') },
  { pattern: /Config cannot be None or Empty/, error: (facts) => badConfig(facts, 'it is empty') },
  {
    pattern: /KeyError: '(model_name|litellm_params|model)'/,
    error: (facts, [, field]) => badConfig(facts, `a model in it has no ${field}`),
  },
  {
    pattern: /ValidationError: [\s\S]*?litellm|pydantic[\s\S]*?ValidationError/,
    error: (facts) => badConfig(facts, 'a setting in it is not what it should be'),
  },
  {
    pattern:
      /pip install 'litellm\[proxy\]'|No module named '(?:fastapi|uvicorn|orjson|backoff|apscheduler|yaml)'/,
    error: () =>
      appError('program-missing', 'This LiteLLM lacks what a gateway needs.', {
        nextStep: 'Install it with “pip install "litellm[proxy]"”, or let Litedesk install one of its own.',
      }),
  },
  {
    pattern:
      /prisma CLI is neither on PATH|prisma generate|Client hasn't been generated|binaries\.prisma\.sh/,
    error: () =>
      appError('start-failed', 'LiteLLM’s database client is not prepared on this computer.', {
        nextStep:
          'It is fetched at the first start with a database; check the connection and start again, or run without a database.',
      }),
  },
  {
    pattern: /P1000|password authentication failed/,
    error: () =>
      appError('start-failed', 'The database refused the user or the password.', {
        nextStep: 'Correct the database’s address.',
      }),
  },
  {
    pattern: /P1001|P1003|Can't reach database server|Database setup failed|database "[^"]*" does not exist/,
    error: () =>
      appError('start-failed', 'LiteLLM could not use the database.', {
        nextStep: 'Check that it runs and that its address is right, or run without a database.',
      }),
  },
  {
    pattern: /MemoryError|Cannot allocate memory/,
    error: () =>
      appError('start-failed', 'There was not enough memory for LiteLLM.', {
        nextStep: 'It needs about 500 MB. Close something, then start again.',
      }),
  },
]

function badConfig({ configPath, isGenerated }: StartFacts, why: string): AppError {
  return appError('config-invalid', `LiteLLM did not take the config file: ${why}.`, {
    nextStep: isGenerated ? 'Check the chosen models.' : `Mend ${configPath}, then start again.`,
  })
}
