import { z } from 'zod'

import { EngineFile } from './engine.ts'
import { GatewayWatch } from './gateway-watch.ts'
import { Connection, Gateway } from './gateway.ts'
import { KeyInUse } from './key-in-use.ts'
import { LocalGateway } from './local-gateway.ts'
import { Model } from './model.ts'
import { QuickChat } from './quick-chat.ts'
import { Settings } from './settings.ts'
import { SpendTotals } from './spend.ts'

/**
 * What keeps keys on this system. `none`: no key store was found, so the user is asked before anything weaker is used.
 * `pending`: not known yet, some hundred ms after start.
 */
export const KeyStore = z.enum(['pending', 'system', 'none'])
export type KeyStore = z.infer<typeof KeyStore>

/** Something to tell the user once, such as a store file that was set aside. */
export const Notice = z.object({ id: z.string(), text: z.string() })
export type Notice = z.infer<typeof Notice>

/** The state main owns and every window and the tray mirror. Slices are replaced whole. */
export const AppState = z.object({
  settings: Settings,
  gateways: z.array(Gateway),
  activeGatewayId: z.string().nullable(),
  connection: Connection,
  /** How the active gateway is; null without one. */
  gatewayWatch: GatewayWatch.nullable(),
  /** What the connected key may spend; null for a master key, without a database, and until it is known. */
  keyInUse: KeyInUse.nullable(),
  /** LiteLLM on this computer, whether it is the active gateway or not. */
  localGateway: LocalGateway,
  /** Models of the active gateway, in the gateway's order; empty until connected. */
  models: z.array(Model),
  /** The model every new message asks; null until models are known. */
  chosenModel: z.string().nullable(),
  /** Most recent first. */
  recentModels: z.array(z.string()),
  favouriteModels: z.array(z.string()),
  /** Config files of engines, found and chosen, in the order they are shown. */
  engines: z.array(EngineFile),
  quickChat: QuickChat,
  /** Running totals of the active gateway; null until there is something to tell. */
  spend: SpendTotals.nullable(),
  keyStore: KeyStore,
  /** Whether LITELLM_API_KEY is set in Litedesk's environment. */
  hasEnvironmentKey: z.boolean(),
  notices: z.array(Notice),
})
export type AppState = z.infer<typeof AppState>
