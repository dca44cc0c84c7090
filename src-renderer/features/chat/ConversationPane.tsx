import { PanelLeft } from 'lucide-react'
import { useNavigation } from '../../app/navigation-store.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Announcer } from './Announcer.tsx'
import { ConversationBody } from './ConversationBody.tsx'
import { ConversationComposer } from './ConversationComposer.tsx'
import { ConversationHeader } from './ConversationHeader.tsx'
import styles from './ConversationPane.module.css'
import { useChat } from './conversation-store.ts'
import { NewChat } from './NewChat.tsx'

/** The open conversation, or the page of a new chat, above the composer. */
export function ConversationPane() {
  const opened = useChat((state) => state.opened)
  const isSidebarCollapsed = useNavigation((state) => state.isSidebarCollapsed)
  const toggleSidebar = useNavigation((state) => state.toggleSidebar)

  return (
    <section className={styles['pane']} aria-label="Conversation">
      <div className={styles['top']}>
        {isSidebarCollapsed ? (
          <IconButton label="Show conversations" shortcut="Mod+B" onClick={toggleSidebar}>
            <PanelLeft />
          </IconButton>
        ) : null}
        <ConversationHeader
          conversation={opened?.conversation ?? null}
          messages={opened?.isWhole === true ? opened.messages : null}
        />
      </div>
      <ConversationBody beginning={<NewChat />} />
      <ConversationComposer />
      <Announcer />
    </section>
  )
}
