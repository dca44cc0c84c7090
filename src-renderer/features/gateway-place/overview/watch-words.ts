import type { Connection } from '#shared/gateway.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'

import { connectionWord } from '../../../app/connection-word.ts'

/** How a gateway is, in a word or two. */
interface WatchWord {
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

/** What is known of the gateway's database, in a word or two. */
export function databaseWord(database: GatewayWatch['database']): WatchWord {
  switch (database) {
    case 'connected':
      return { text: 'Connected', tone: 'positive' }
    case 'lost':
      return { text: 'Does not answer', tone: 'negative' }
    case 'none':
      return { text: 'None', tone: 'neutral' }
    case 'unknown':
      return { text: 'Unknown', tone: 'neutral' }
  }
}
