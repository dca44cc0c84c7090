import type { CompletionRunner } from '../completion/completion-runner.ts'
import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { ConversationStore } from './conversation-store.ts'

/** Conversations and completions, as the renderer asks for them. */
export function conversationHandlers(store: ConversationStore, runner: CompletionRunner): Handlers {
  return {
    'conversation:list': ({ search }) => store.list(search),
    'conversation:create': ({ draft, folderId }) => store.create(draft, folderId),
    'conversation:open': async ({ id }) => {
      const { conversation, messages, isWhole } = await store.open(id)
      return { conversation, isWhole, ...runner.joinRunning(messages) }
    },
    'conversation:page': ({ id, from }) => store.page(id, from),
    'conversation:update': async ({ id, changes }) => {
      const conversation = await store.update(id, changes)
      // A draft is only its own view's business; telling it would fight the one who types.
      const isDraftOnly = Object.keys(changes).every((name) => name === 'draft')
      if (!isDraftOnly) tellWindows('conversation:changed', { type: 'upserted', conversation })
      return conversation
    },
    'conversation:delete': async ({ id }) => {
      await store.delete(id)
      tellWindows('conversation:changed', { type: 'removed', id })
    },
    'conversation:restore': async ({ id }) => {
      const conversation = await store.restore(id)
      tellWindows('conversation:changed', { type: 'upserted', conversation })
      return conversation
    },
    'completion:start': (request, sender) => runner.start(request, sender.id),
    'completion:cancel': ({ streamId }) => runner.cancel(streamId),
  }
}
