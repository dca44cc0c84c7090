/** What a gateway's error says of itself; fields it leaves out, or fills with "None", are null. */
export interface ErrorBody {
  readonly message: string
  readonly type: string | null
  readonly param: string | null
  /** HTTP status as the body repeats it. */
  readonly code: string | null
}

/**
 * Reads the error shapes LiteLLM answers with. Accepts:
 * - `{"error":{"message","type","param","code"}}`, also with a plain text as `error`
 * - `{"detail":"…"}`, `{"detail":{"error":"…"}}`, `{"detail":[{"msg","loc"}]}`
 * - a message that is itself a Python dict, `{'error': '…'}`
 * Returns null for anything else, such as HTML. Source: docs/litellm-compatibility.md, "Errors".
 */
export function readErrorBody(text: string): ErrorBody | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return readErrorValue(value)
}

/** The same for a value already parsed, such as the `error` frame of a stream. */
export function readErrorValue(value: unknown): ErrorBody | null {
  if (!isRecord(value)) return null
  const error = value['error'] ?? value['detail']
  if (typeof error === 'string') return body(error)
  if (Array.isArray(error)) return body(error.map(validationLine).join('; '))
  if (!isRecord(error)) return typeof value['message'] === 'string' ? describe(value) : null
  if (typeof error['error'] === 'string') return body(error['error'])
  return describe(error)
}

function describe(error: Record<string, unknown>): ErrorBody | null {
  const message = error['message']
  if (typeof message !== 'string') return null
  return {
    message: unwrapPythonDict(message),
    type: word(error['type']),
    param: word(error['param']),
    code: word(typeof error['code'] === 'number' ? String(error['code']) : error['code']),
  }
}

function body(message: string): ErrorBody {
  return { message: unwrapPythonDict(message), type: null, param: null, code: null }
}

function validationLine(issue: unknown): string {
  if (!isRecord(issue)) return String(issue)
  const place = Array.isArray(issue['loc']) ? issue['loc'].join('.') : ''
  return `${place}: ${typeof issue['msg'] === 'string' ? issue['msg'] : 'not valid'}`
}

function unwrapPythonDict(message: string): string {
  const match = /^\{'error': (['"])([\s\S]*)\1\}$/.exec(message.trim())
  return match?.[2] ?? message
}

function word(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== 'None' ? value : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
