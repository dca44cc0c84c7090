import type { Connection } from '#shared/gateway.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'

import { connectionWord } from './connection-word.ts'

/** How a gateway is, in a word or two. */
export interface WatchWord {
  readonly text: string
  readonly tone: 'positive' | 'neutral' | 'warning' | 'negative'
}

/** How the active gateway is now: what was seen a moment ago tells more than the connection that was made once. */
export function watchWord(connection: Connection, watch: GatewayWatch | null): WatchWord {
  if (connection.state === 'failed') return { text: connectionWord(connection), tone: 'negative' }
  if (connection.state !== 'connected') return { text: connectionWord(connection), tone: 'neutral' }
  switch (watch?.state) {
    case 'down':
      return { text: 'Not answering', tone: 'negative' }
    case 'not-ready':
      return { text: 'Not well', tone: 'warning' }
    default:
      return { text: connectionWord(connection), tone: 'positive' }
  }
}
