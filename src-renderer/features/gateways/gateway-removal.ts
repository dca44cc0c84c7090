import type { Gateway } from '#shared/gateway.ts'

import { maskedKey } from './key-state.ts'

/** What is lost when a gateway is removed, and what stays. */
export function removalText(gateway: Gateway, isLast: boolean): string {
  return [
    lossText(gateway),
    'Your conversations stay.',
    isLast ? 'It is your only gateway, so you will be asked to connect one again.' : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function lossText({ baseUrl, isDemo, key }: Gateway): string {
  if (isDemo) return 'The demo models will be gone until you try the demo again.'
  const isKept =
    key.isSet && (key.source === 'key-store' || key.source === 'weak-store' || key.source === 'session')
  if (!isKept) return `Litedesk forgets ${baseUrl}.`
  return (
    `Litedesk forgets ${baseUrl} and deletes its key ${maskedKey(key)}`.trimEnd() +
    ', which it cannot show you again.'
  )
}
