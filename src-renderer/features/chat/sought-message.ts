import { create } from 'zustand'

/** The message somebody wants to see; null once it is in sight. */
export const useSoughtMessage = create<{ readonly messageId: string | null }>()(() => ({ messageId: null }))

/** Somebody wants to see a message of the conversation that is being opened. */
export function messageSought(messageId: string): void {
  useSoughtMessage.setState({ messageId })
}

/** The message is in sight. */
export function messageFound(): void {
  useSoughtMessage.setState({ messageId: null })
}
