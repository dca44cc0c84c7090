import type { Result } from '../result.ts'
import type { EventChannel, RequestChannel } from './channels.ts'
import type { EventPayload, RequestInput, RequestOutput } from './contract.ts'

/** Ends a subscription. */
export type Unsubscribe = () => void

/** The one object the preload puts on the window: all a renderer can do outside its own page. */
export interface Bridge {
  /** Asks main; the answer is a Result and the promise never rejects for what main refused. */
  request<Channel extends RequestChannel>(
    channel: Channel,
    input: RequestInput<Channel>,
  ): Promise<Result<RequestOutput<Channel>>>
  /** Hears one kind of event until the returned function is called. */
  on<Channel extends EventChannel>(
    channel: Channel,
    listener: (payload: EventPayload<Channel>) => void,
  ): Unsubscribe
  /** `darwin`, `win32` or `linux`: decides ⌘ or Ctrl. */
  readonly platform: string
}
