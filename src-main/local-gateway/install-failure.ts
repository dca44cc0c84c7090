import { appError, type AppError } from '#shared/app-error.ts'

const SHOWN_LINES = 25

/** What went wrong, from the end of an installer's output. `lines` are redacted. */
export function installFailure(lines: readonly string[]): AppError {
  const text = lines.join('\n')
  const details = lines.slice(-SHOWN_LINES).join('\n').slice(-4000) || null
  if (/No space left on device|ENOSPC|not enough space/i.test(text)) {
    return appError('install-failed', 'The disk is full, so LiteLLM was not installed.', {
      nextStep: 'Make room, then try again; what was fetched is kept.',
      details,
    })
  }
  if (/certificate|SSL|TLS/i.test(text) && /error|fail|invalid/i.test(text)) {
    return appError('install-failed', 'The package index was not trusted, so LiteLLM was not installed.', {
      nextStep: 'Behind a company’s proxy, set SSL_CERT_FILE to its certificate, then start Litedesk anew.',
      details,
    })
  }
  if (
    /name resolution|dns error|getaddrinfo|Failed to fetch|NewConnectionError|Connection refused|Network is unreachable|timed? ?out|error sending request/i.test(
      text,
    )
  ) {
    return appError('install-failed', 'The packages could not be fetched, so LiteLLM was not installed.', {
      nextStep: 'Check the connection and the proxy, then try again; what was fetched is kept.',
      details,
    })
  }
  if (/No matching distribution|No solution found|no wheels|only-binary/i.test(text)) {
    return appError('install-failed', 'There is no ready-made LiteLLM for this computer’s Python.', {
      nextStep: 'Install uv or another Python, or point Litedesk to a LiteLLM you have installed yourself.',
      details,
    })
  }
  return appError('install-failed', 'LiteLLM could not be installed.', {
    nextStep: 'The details say why; then try again.',
    details,
  })
}
