import type { AppState } from '#shared/app-state.ts'
import type { Conversation } from '#shared/conversation.ts'
import type { EngineFile } from '#shared/engine.ts'
import type { Model } from '#shared/model.ts'
import type { Theme } from '#shared/settings.ts'
import type { GatewaySection, SettingsSection } from '../../app/navigation-store.ts'
import type { Shortcut } from '../../app/shortcuts.ts'
import { acceleratorCaps } from '../../ui/accelerator.ts'
import { comboCaps } from '../../ui/key-combo.ts'
import { formatWhen } from '../chat/chat-format.ts'
import { conversationName } from '../chat/conversation-list.ts'
import { providerName } from '../models/model-format.ts'
import { modelGroups } from '../models/model-groups.ts'
import type { PaletteEntry, PaletteStep } from './palette-entry.ts'

/** All the palette's entries are made of. */
export interface PaletteWorld {
  readonly app: AppState
  /** In the list's order. */
  readonly conversations: readonly Conversation[]
  /** The conversation on screen; null in a new chat. */
  readonly openId: string | null
  readonly shortcuts: readonly Shortcut[]
  readonly platform: string
  readonly now: Date
}

/** So many conversations are offered before anything is typed. */
const SUGGESTED_CONVERSATIONS = 5

/** Shortcuts that are entries of their own here, or would do nothing. */
const LEFT_OUT = new Set(['app.palette', 'app.help-key', 'chat.choose-model', 'gateway.new-key'])

const sectionNames: Readonly<Record<SettingsSection, string>> = {
  general: 'General',
  gateways: 'Gateways',
  about: 'About',
}

const gatewaySectionNames: Readonly<Record<GatewaySection, string>> = {
  overview: 'Overview',
  models: 'Models',
  keys: 'Virtual keys',
  drift: 'Drift',
  routing: 'Routing',
  computer: 'This computer',
}

const themeNames: Readonly<Record<Theme, string>> = {
  system: 'like the system',
  light: 'light',
  dark: 'dark',
}

const plain = {
  detail: null,
  keywords: '',
  caps: [],
  isCurrent: false,
  isSuggested: false,
} as const

/** Everything that can be found from the palette's first list. */
export function paletteEntries(world: PaletteWorld): readonly PaletteEntry[] {
  const { app, conversations } = world
  const { engines } = app
  return [
    ...actionEntries(world),
    ...chatModelSteps(world),
    ...chatModelEntries(app),
    ...engines.flatMap(engineEntries),
    ...engines.flatMap((engine) =>
      canSwitch(engine) ? engineModelEntries(engine, `${engine.name}: use `) : [],
    ),
    ...gatewayEntries(app),
    ...gatewayPlaceEntries(app),
    ...settingsEntries(app),
    ...conversationEntries(world),
    ...(conversations.length > SUGGESTED_CONVERSATIONS ? [allConversations] : []),
  ]
}

/** Everything a step's list holds. */
export function entriesOfStep(step: PaletteStep, world: PaletteWorld): readonly PaletteEntry[] {
  switch (step.type) {
    case 'chat-models':
      return chatModelEntries(world.app)
    case 'conversations':
      return conversationEntries(world)
    case 'engine-models': {
      const engine = world.app.engines.find(({ id }) => id === step.engineId)
      return engine ? engineModelEntries(engine, '') : []
    }
  }
}

/** What a step is called before its field. */
export function stepTitle(step: PaletteStep, app: Pick<AppState, 'engines'>): string {
  switch (step.type) {
    case 'chat-models':
      return 'Model for chat'
    case 'conversations':
      return 'Conversations'
    case 'engine-models':
      return `Model of ${app.engines.find(({ id }) => id === step.engineId)?.name ?? 'the engine'}`
  }
}

/** What shortcuts do can be chosen by name, too; several keys for one thing are one entry. */
function actionEntries({ shortcuts, app, platform }: PaletteWorld): PaletteEntry[] {
  const actions = shortcuts
    .filter(({ id, isEnabled }) => isEnabled && !LEFT_OUT.has(id))
    .map(({ id, label, combo }): PaletteEntry => ({
      ...plain,
      id: `shortcut:${id}`,
      group: 'Actions',
      title: label,
      caps: comboCaps(combo, platform),
      isSuggested: true,
      action: { type: 'run-shortcut', id },
    }))
  const { quickChatShortcut } = app.settings
  const hasKeys = quickChatShortcut !== null && app.quickChat.state === 'ready'
  return [
    ...actions,
    {
      ...plain,
      id: 'new-folder',
      group: 'Actions',
      title: 'New folder of conversations',
      keywords: 'create group project',
      isSuggested: true,
      action: { type: 'new-folder' },
    },
    {
      ...plain,
      id: 'quick-chat',
      group: 'Actions',
      title: 'Open the quick chat',
      caps: hasKeys ? acceleratorCaps(quickChatShortcut, platform) : [],
      isSuggested: true,
      action: { type: 'open-quick-chat' },
    },
  ]
}

function chatModelSteps({ app, shortcuts, platform }: PaletteWorld): PaletteEntry[] {
  if (app.models.length === 0) return []
  const keys = shortcuts.find(({ id }) => id === 'chat.choose-model')?.combo
  return [
    {
      ...plain,
      id: 'step:chat-models',
      group: 'Models',
      title: 'Choose the model for chat…',
      detail: app.chosenModel,
      keywords: 'switch',
      caps: keys === undefined ? [] : comboCaps(keys, platform),
      isSuggested: true,
      action: { type: 'go', step: { type: 'chat-models' } },
    },
  ]
}

/** Favourites, recent ones, then all by provider, as the picker has them, but each once. */
function chatModelEntries({ models, favouriteModels, recentModels, chosenModel }: AppState): PaletteEntry[] {
  const offered = new Set<Model>(
    modelGroups(models, favouriteModels, recentModels, '').flatMap((group) => group.models),
  )
  return [...offered].map((model) => ({
    ...plain,
    id: `model:${model.id}`,
    group: 'Models',
    title: model.id,
    detail: model.providers.map(providerName).join(', ') || null,
    keywords: 'chat model use',
    isCurrent: model.id === chosenModel,
    action: { type: 'choose-model', id: model.id },
  }))
}

/** Whether Litedesk may change the engine's model where it is. */
function canSwitch({ state, models }: EngineFile): boolean {
  return state.type === 'valid' && models.length > 0
}

function engineEntries(engine: EngineFile): PaletteEntry[] {
  const open: PaletteEntry = {
    ...plain,
    id: `engine:${engine.id}`,
    group: 'Engines',
    title: `${engine.name}: ${engine.state.type === 'absent' ? 'set up' : 'open the config file'}`,
    detail: engine.displayPath,
    keywords: 'edit settings',
    isSuggested: engine.state.type !== 'absent',
    action: { type: 'open-engine', id: engine.id },
  }
  if (!canSwitch(engine)) return [open]
  return [
    {
      ...plain,
      id: `step:engine-models:${engine.id}`,
      group: 'Engines',
      title: `${engine.name}: switch the model…`,
      detail: engine.primary,
      keywords: 'use',
      isSuggested: true,
      action: { type: 'go', step: { type: 'engine-models', engineId: engine.id } },
    },
    open,
  ]
}

function engineModelEntries(engine: EngineFile, before: string): PaletteEntry[] {
  return engine.models.map(({ ref, name }) => ({
    ...plain,
    id: `engine-model:${engine.id}:${ref}`,
    group: 'Engines',
    title: `${before}${ref}`,
    detail: ref.endsWith(`/${name}`) ? null : name,
    keywords: 'switch model',
    isCurrent: ref === engine.primary,
    action: { type: 'use-engine-model', engineId: engine.id, ref },
  }))
}

function gatewayEntries({ gateways, activeGatewayId }: AppState): PaletteEntry[] {
  return gateways.map(({ id, name, baseUrl }) => ({
    ...plain,
    id: `gateway:${id}`,
    group: 'Gateways',
    title: id === activeGatewayId ? `Reconnect to ${name}` : `Use ${name}`,
    detail: baseUrl,
    keywords: 'gateway connect switch',
    isCurrent: id === activeGatewayId,
    isSuggested: gateways.length > 1,
    action: id === activeGatewayId ? { type: 'reconnect' } : { type: 'use-gateway', id },
  }))
}

/** The gateway's own place; without a gateway there is nothing in it. */
function gatewayPlaceEntries({ activeGatewayId }: AppState): PaletteEntry[] {
  if (activeGatewayId === null) return []
  return [
    {
      ...plain,
      id: 'new-virtual-key',
      group: 'Gateways',
      title: 'New virtual key…',
      keywords: 'create budget limit',
      isSuggested: true,
      action: { type: 'new-virtual-key' },
    },
    ...typedKeys(gatewaySectionNames).map((section): PaletteEntry => ({
      ...plain,
      id: `gateway-place:${section}`,
      group: 'Gateways',
      title: `Gateway: ${gatewaySectionNames[section]}`,
      keywords: 'go open litellm',
      action: { type: 'open-gateway', section },
    })),
  ]
}

function settingsEntries({ settings }: AppState): PaletteEntry[] {
  return [
    ...typedKeys(sectionNames).map((section): PaletteEntry => ({
      ...plain,
      id: `settings:${section}`,
      group: 'Settings',
      title: `Settings: ${sectionNames[section]}`,
      keywords: 'preferences options',
      isSuggested: true,
      action: { type: 'open-settings', section },
    })),
    ...typedKeys(themeNames).map((theme): PaletteEntry => ({
      ...plain,
      id: `theme:${theme}`,
      group: 'Settings',
      title: `Theme: ${themeNames[theme]}`,
      keywords: 'appearance colour mode',
      isCurrent: settings.theme === theme,
      isSuggested: true,
      action: { type: 'set-theme', theme },
    })),
  ]
}

const allConversations: PaletteEntry = {
  ...plain,
  id: 'step:conversations',
  group: 'Conversations',
  title: 'All conversations…',
  keywords: 'search find chat',
  isSuggested: true,
  action: { type: 'go', step: { type: 'conversations' } },
}

/** The one on screen is found, but not offered: it is there already. */
function conversationEntries({ conversations, openId, now }: PaletteWorld): PaletteEntry[] {
  const offered = new Set(conversations.filter(({ id }) => id !== openId).slice(0, SUGGESTED_CONVERSATIONS))
  return conversations.map((conversation) => ({
    ...plain,
    id: `conversation:${conversation.id}`,
    group: 'Conversations',
    title: conversationName(conversation),
    detail: formatWhen(conversation.updatedAt, now),
    isCurrent: conversation.id === openId,
    isSuggested: offered.has(conversation),
    action: { type: 'open-conversation', id: conversation.id },
  }))
}

function typedKeys<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[]
}
