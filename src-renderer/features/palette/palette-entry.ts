import type { Theme } from '#shared/settings.ts'
import type { GatewaySection, SettingsSection } from '../../app/navigation-store.ts'

/** A list of its own inside the palette, for what is too long for the first one. */
export type PaletteStep =
  | { readonly type: 'chat-models' }
  | { readonly type: 'conversations' }
  /** The models of an engine's config file. */
  | { readonly type: 'engine-models'; readonly engineId: string }

/** What choosing an entry does. */
export type PaletteAction =
  | { readonly type: 'open-conversation'; readonly id: string }
  | { readonly type: 'choose-model'; readonly id: string }
  | { readonly type: 'use-engine-model'; readonly engineId: string; readonly ref: string }
  | { readonly type: 'open-engine'; readonly id: string }
  /** A registered shortcut, by its id. */
  | { readonly type: 'run-shortcut'; readonly id: string }
  | { readonly type: 'open-settings'; readonly section: SettingsSection }
  | { readonly type: 'set-theme'; readonly theme: Theme }
  | { readonly type: 'use-gateway'; readonly id: string }
  | { readonly type: 'reconnect' }
  | { readonly type: 'open-gateway'; readonly section: GatewaySection }
  | { readonly type: 'new-virtual-key' }
  | { readonly type: 'new-folder' }
  | { readonly type: 'open-quick-chat' }
  | { readonly type: 'go'; readonly step: PaletteStep }

/** The heads entries stand under, in the order that decides between groups that match equally well. */
export const paletteGroups = [
  'Actions',
  'Models',
  'Engines',
  'Gateways',
  'Settings',
  'Conversations',
] as const
export type PaletteGroup = (typeof paletteGroups)[number]

/** A line of the palette. */
export interface PaletteEntry {
  /** The same for the same thing at any time, so that it is found again as recently used. */
  readonly id: string
  readonly group: PaletteGroup
  readonly title: string
  /** What tells it from others, in a quieter tone; null for nothing. */
  readonly detail: string | null
  /** Further words it is found by. */
  readonly keywords: string
  /** Its keys outside the palette, such as `Mod+N`. */
  readonly caps: readonly string[]
  /** Whether it is what is in use now. */
  readonly isCurrent: boolean
  /** Offered before anything is typed; the rest waits to be searched for. */
  readonly isSuggested: boolean
  readonly action: PaletteAction
}
