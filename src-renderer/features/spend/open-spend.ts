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
  | { readonly type: 'today' }

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
