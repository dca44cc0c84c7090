import type { LocalGatewayStatus } from './local-gateway.ts'
import { assertNever } from './result.ts'

/** What the local gateway is doing, in a word for a narrow place; null while it does nothing. */
export function localGatewayWord(status: LocalGatewayStatus): string | null {
  switch (status.state) {
    case 'off':
    case 'finding':
      return null
    case 'installing':
      return 'installing…'
    case 'starting':
      return 'starting…'
    case 'running':
      return 'running'
    case 'waiting':
      return 'restarting…'
    case 'stopping':
      return 'stopping…'
    case 'failed':
      return status.task === 'install' ? 'not installed' : 'failed'
    default:
      return assertNever(status)
  }
}
