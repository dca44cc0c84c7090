import type { GatewayWatch } from '#shared/gateway-watch.ts'

import type { WatchWord } from '../../../app/watch-word.ts'

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
