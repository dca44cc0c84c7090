import { parseOpening } from '#shared/opening.ts'

/** What this window was made to show; read once, at its beginning. */
export const opening = parseOpening(typeof location === 'undefined' ? '' : location.hash)

/** Whether this is the quick chat's window, which has one conversation and no places. */
export const isQuickChat = opening.type === 'quick-chat'
