/** The ways into the chat from other places. */
import { defaultParameters } from '#shared/parameters.ts'
import { getAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { showToast } from '../../ui/toast-store.ts'
import { fillComposer } from './Composer.tsx'
import { conversationChosen, newChatAsked, parametersChanged, useChat } from './conversation-store.ts'
import { newFolderAsked } from './folder-view-store.ts'
import { messageSought } from './sought-message.ts'

/** Shows a message where it was said. A conversation that is gone is told. */
export function messageAsked(conversationId: string, messageId: string): void {
  const { conversations, list } = useChat.getState()
  if (list === 'ready' && !conversations.some(({ id }) => id === conversationId)) {
    showToast({ text: 'This conversation was deleted.', tone: 'negative' })
    return
  }
  messageSought(messageId)
  useNavigation.getState().openPlace('chat')
  conversationChosen(conversationId)
}

/** Begins a new folder in the list of conversations. */
export function folderAsked(): void {
  const { openPlace, isSidebarCollapsed, toggleSidebar } = useNavigation.getState()
  openPlace('chat')
  if (isSidebarCollapsed) toggleSidebar()
  newFolderAsked()
}

/** A prompt to try in a chat of its own. */
interface Trial {
  readonly prompt: string
  /** Empty for none. */
  readonly systemPrompt: string
  /** Chosen for new messages when the gateway offers it. */
  readonly model: string | null
}

/** Begins a chat with a prompt that is ready to be sent. */
export function promptTried({ prompt, systemPrompt, model }: Trial): void {
  useNavigation.getState().openPlace('chat')
  newChatAsked()
  const { visit } = useChat.getState()
  if (systemPrompt !== '') void parametersChanged(visit, { ...defaultParameters, systemPrompt })
  const { models, chosenModel } = getAppState()
  if (model !== null && model !== chosenModel && models.some(({ id }) => id === model))
    void requestOrToast('model:choose', { id: model })
  // The message field of the new chat is there with the next frame.
  requestAnimationFrame(() => fillComposer(prompt))
}
