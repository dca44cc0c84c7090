import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Message } from '#shared/conversation.ts'
import { ConversationStore } from '#main/conversation/conversation-store.ts'
import { emptyStoreFile, type StoreFile } from '#main/settings/store-schema.ts'

import { sampleAnswer, sampleQuestion } from '../helpers/sample-messages.ts'
import type { GatewayProcess } from './gateway-process.ts'
import type { WindowStart } from './measured-window.ts'
import { temporaryFolder } from './temporary-folders.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const WORKER = new URL('../../src-main/conversation/conversation-worker.ts', import.meta.url)
/** Of the one gateway a profile knows. */
export const GATEWAY_ID = 'bench'
const MODEL = 'gpt-4o'

/** A conversation a profile begins with. */
export interface SeededConversation {
  readonly title: string
  readonly messages: number
}

/** A user's folder as a returning user has it, and how to start the app on it. */
export interface AppProfile extends WindowStart {
  /** Ids in the order of the seeds. */
  readonly conversations: readonly string[]
}

/** Makes a profile that knows one gateway, whose key comes from the environment, and has conversations. */
export async function writeProfile(
  gateway: GatewayProcess,
  seeds: readonly SeededConversation[],
): Promise<AppProfile> {
  const userData = temporaryFolder()
  const store: StoreFile = {
    ...emptyStoreFile(),
    gateways: [
      {
        id: GATEWAY_ID,
        name: 'Bench',
        baseUrl: gateway.url,
        isDemo: false,
        key: { source: 'environment' },
      },
    ],
    activeGatewayId: GATEWAY_ID,
    chosenModel: MODEL,
  }
  writeFileSync(join(userData, 'litedesk.json'), JSON.stringify(store))
  const conversations = await seedConversations(join(userData, 'conversations.db'), seeds)
  // Without the engines of whoever measures: what they cost depends on their files.
  const environment = { LITELLM_API_KEY: gateway.adminKey, NOVA_HOME: userData, IDLEHANDS_HOME: userData }
  return { app: PROJECT, userData, environment, conversations }
}

async function seedConversations(path: string, seeds: readonly SeededConversation[]): Promise<string[]> {
  const store = ConversationStore.open({ path, workerUrl: WORKER })
  const ids: string[] = []
  for (const { title, messages } of seeds) {
    const { id } = await store.create()
    const chain = seededChain(id, messages)
    await store.addMessages(id, chain, chain.at(-1)?.id ?? '', title)
    ids.push(id)
  }
  await store.close()
  return ids
}

/** The text of the last message of a seeded conversation, which no other message has. */
export function lastTextOf(seed: SeededConversation): string {
  return `Message ${seed.messages - 1} of ${seed.messages}.`
}

function seededChain(conversationId: string, count: number): Message[] {
  const messages: Message[] = []
  for (let index = 0; index < count; index += 1) {
    const sample = index % 2 === 0 ? sampleQuestion : sampleAnswer
    const content =
      index % 2 === 0
        ? `Message ${index} of ${count}.`
        : `An answer with **emphasis**, \`code\` and a list:\n\n- one\n- two\n\nMessage ${index} of ${count}.`
    messages.push(sample(randomUUID(), messages.at(-1)?.id ?? null, { conversationId, content }))
  }
  return messages
}
