import type { FaultEffect } from './faults.ts'
import { aborted, sleep } from './pace.ts'
import type { Reply } from './reply.ts'

const REDIRECT_STATUS = 307

/** Does what a fault says in place of the route; true when the request has been dealt with. */
export async function answerWithFault(reply: Reply, effect: FaultEffect): Promise<boolean> {
  await sleep(effect.delayMs ?? 0, reply.signal)
  if (reply.signal.aborted) return true
  if (effect.stallBeforeHeaders === true) {
    await aborted(reply.signal)
    return true
  }
  const headers = effect.headers ?? {}
  if (effect.redirectTo !== undefined) {
    await reply.sendText(effect.status ?? REDIRECT_STATUS, { ...headers, location: effect.redirectTo }, '')
    return true
  }
  if (effect.emptyBody === true) {
    await reply.sendText(effect.status ?? 200, headers, '')
    return true
  }
  if (effect.hugeBodyBytes !== undefined) {
    await reply.send(effect.status ?? 200, headers, { data: 'x'.repeat(effect.hugeBodyBytes) })
    return true
  }
  if (effect.html !== undefined) {
    await reply.sendText(effect.status ?? 500, { 'content-type': 'text/html', ...headers }, effect.html)
    return true
  }
  if (effect.status !== undefined || effect.body !== undefined) {
    await reply.send(effect.status ?? 500, headers, effect.body ?? {})
    return true
  }
  return false
}
