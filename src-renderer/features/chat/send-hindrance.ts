import type { AppState } from '#shared/app-state.ts'

import { isBudgetUsedUp } from './budget-left.ts'

/** Why nothing can be sent at the moment. Typing is always possible. */
export type SendHindrance =
  | 'no-gateway'
  | 'connecting'
  | 'offline'
  | 'no-models'
  | 'no-model'
  | 'budget-used-up'

/** What keeps a message from being sent; null when nothing does. */
export function sendHindrance(
  state: Pick<AppState, 'activeGatewayId' | 'connection' | 'models' | 'chosenModel' | 'keyInUse'>,
): SendHindrance | null {
  if (state.activeGatewayId === null || state.connection.state === 'none') return 'no-gateway'
  if (state.connection.state === 'failed') return 'offline'
  if (isBudgetUsedUp(state)) return 'budget-used-up'
  if (state.chosenModel !== null) return null
  if (state.connection.state === 'connecting') return 'connecting'
  return state.models.length === 0 ? 'no-models' : 'no-model'
}
