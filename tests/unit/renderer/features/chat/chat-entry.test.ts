import { beforeEach, expect, it, vi } from 'vitest'

import { success } from '#shared/result.ts'
import { sampleConversation } from '../../../../helpers/sample-messages.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined })
vi.stubGlobal('window', {
  bridge: {
    request: async () =>
      success({ conversation: sampleConversation(), messages: [], isWhole: true, running: [] }),
    on: () => () => undefined,
  },
})
const { messageAsked } = await import('../../../../../src-renderer/features/chat/chat-entry.ts')
const { useChat } = await import('../../../../../src-renderer/features/chat/conversation-store.ts')
const { useSoughtMessage } = await import('../../../../../src-renderer/features/chat/sought-message.ts')
const { useNavigation } = await import('../../../../../src-renderer/app/navigation-store.ts')
const { useToasts } = await import('../../../../../src-renderer/ui/toast-store.ts')

beforeEach(() => {
  useNavigation.setState({ place: 'spend' })
  useSoughtMessage.setState({ messageId: null })
  useChat.setState({ conversations: [sampleConversation({ id: 'known' })], list: 'ready' })
})

it('goes to the conversation of a row and looks for its message', () => {
  messageAsked('known', 'm1')
  expect(useNavigation.getState().place).toBe('chat')
  expect(useChat.getState().openId).toBe('known')
  expect(useSoughtMessage.getState().messageId).toBe('m1')
})

it('says so when the conversation was deleted, and stays', () => {
  messageAsked('gone', 'm1')
  expect(useNavigation.getState().place).toBe('spend')
  expect(useSoughtMessage.getState().messageId).toBeNull()
  expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual(['This conversation was deleted.'])
})
