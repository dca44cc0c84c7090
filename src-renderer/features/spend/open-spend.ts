/** The way into Spend from elsewhere. Small, since it is there before Spend itself is loaded. */
import { create } from 'zustand'

import { useNavigation } from '../../app/navigation-store.ts'

/** What Spend is to show. */
export type SpendWish =
  /** The calls of a conversation; `logId` is opened, null opens none. */
  | {
      readonly type: 'conversation'
      readonly conversationId: string
      readonly title: string
      readonly logId: string | null
    }
  /** The calls of several conversations, at most as many as `spendMayShow` allows. */
  | {
      readonly type: 'conversations'
      readonly conversations: readonly { readonly id: string; readonly title: string }[]
    }
  | { readonly type: 'today' }

/** A filter takes no more values of one kind. */
const MOST_CONVERSATIONS = 500

/** Whether Spend can show the calls of so many conversations at once. */
export function spendMayShow(conversations: number): boolean {
  return conversations > 0 && conversations <= MOST_CONVERSATIONS
}

/** What was asked for and is not shown yet. */
export const useSpendWish = create<{ readonly wish: SpendWish | null }>()(() => ({ wish: null }))

/** Goes to Spend and shows something there. */
export function openSpend(wish: SpendWish): void {
  useSpendWish.setState({ wish })
  useNavigation.getState().openPlace('spend')
}

/** The wish was fulfilled. */
export function wishFulfilled(): void {
  useSpendWish.setState({ wish: null })
}
