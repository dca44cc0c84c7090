import { Composer } from './Composer.tsx'
import { useChat } from './conversation-store.ts'
import { type ChatState, runningStream } from './conversation-state.ts'

/** The composer of the conversation on screen; each visit has one of its own. */
export function ConversationComposer({ isCompact = false }: { readonly isCompact?: boolean }) {
  const openId = useChat((state) => state.openId)
  const visit = useChat((state) => state.visit)
  const isOpened = useChat((state) => state.opened !== null)
  const storedDraft = useChat(draftOf)
  const isRunning = useChat((state) => runningStream(state, state.openId) !== null)
  const isStarting = useChat((state) => state.isStarting)
  return (
    <Composer
      key={visit}
      visit={visit}
      storedDraft={storedDraft}
      isReady={openId === null || isOpened}
      isRunning={isRunning}
      isStarting={isStarting}
      isCompact={isCompact}
    />
  )
}

/** The stored draft of the conversation on screen, empty in a new chat; null while it is not known. */
function draftOf({ openId, opened, conversations }: ChatState): string | null {
  if (openId === null) return ''
  return (
    opened?.conversation.draft ??
    conversations.find((conversation) => conversation.id === openId)?.draft ??
    null
  )
}
