import { pythonText } from './python.ts'

/** Headers added to an answer, lower-case names. */
export type AnswerHeaders = Readonly<Record<string, string>>

/** An answer that is not a success; thrown by handlers, turned into a response by the server. */
export class Failure extends Error {
  override readonly name = 'Failure'
  /** HTTP status. */
  readonly status: number
  /** The JSON body. */
  readonly body: unknown
  readonly headers: AnswerHeaders
  /** Name of the Python class LiteLLM would put into the spend log. */
  readonly errorClass: string

  constructor(status: number, message: string, body: unknown, headers: AnswerHeaders, errorClass: string) {
    super(message)
    this.status = status
    this.body = body
    this.headers = headers
    this.errorClass = errorClass
  }
}

/** What `proxyFailure` needs; `param` is the text "None" when left out, as LiteLLM sends it. */
export interface ProxyFailure {
  readonly status: number
  /** Null is sent as JSON null; LiteLLM also sends the text "None". */
  readonly type: string | null
  readonly message: string
  readonly param?: string | null
  readonly headers?: AnswerHeaders
  readonly errorClass?: string
}

/** The proxy's own shape: `{"error":{message,type,param,code}}`, with the status as text in `code`. */
export function proxyFailure(failure: ProxyFailure): Failure {
  const { status, type, message, param = 'None', headers = {}, errorClass = 'ProxyException' } = failure
  const body = { error: { message, type, param, code: String(status) } }
  return new Failure(status, message, body, headers, errorClass)
}

/** FastAPI's shape: `{"detail": …}`. */
export function detailFailure(status: number, detail: unknown): Failure {
  const message = typeof detail === 'string' ? detail : JSON.stringify(detail)
  return new Failure(status, message, { detail }, {}, 'HTTPException')
}

/** One complaint of FastAPI's validation, answered with 422. */
export interface InvalidField {
  /** Kind of complaint, such as `missing` or `less_than_equal`. */
  readonly type: string
  /** Where: `["query","size"]`, `["body","key"]`. */
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** FastAPI's 422: `{"detail":[{type,loc,msg,input,ctx}]}`. */
export function invalidFailure(field: InvalidField): Failure {
  return detailFailure(422, [field])
}

/** The text LiteLLM sends where a Python dict ended up as the message: `{'error': '…'}`. */
export function dictMessage(error: string): string {
  return `{'error': ${pythonText(error)}}`
}
