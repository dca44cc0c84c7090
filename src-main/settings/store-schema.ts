import { z } from 'zod'

import { EngineKind } from '#shared/engine.ts'
import { defaultLocalSetup, LocalGatewaySetup } from '#shared/local-gateway.ts'
import { Settings, defaultSettings } from '#shared/settings.ts'

/** A key as the store file keeps it: never in plain text. */
export const StoredKey = z.discriminatedUnion('source', [
  z.object({
    source: z.enum(['key-store', 'weak-store']),
    /** Base64. */
    cipher: z.string(),
    lastFour: z.string().nullable(),
  }),
  z.object({ source: z.enum(['session', 'environment', 'none']) }),
])
export type StoredKey = z.infer<typeof StoredKey>

/** A gateway as the store file keeps it. */
export const StoredGateway = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  baseUrl: z.string(),
  isDemo: z.boolean(),
  key: StoredKey,
})
export type StoredGateway = z.infer<typeof StoredGateway>

/** Where the window was, in device-independent pixels. */
export const WindowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximised: z.boolean(),
})
export type WindowPlace = z.infer<typeof WindowPlace>

/** A config file the user picked beside those that are found. */
const StoredEngineFile = z.object({ kind: EngineKind, path: z.string().min(1) })

/** LiteLLM on this computer, as the store file keeps it. Its admin key is the gateway's, in `gateways`. */
export const StoredLocalGateway = z.object({
  setup: LocalGatewaySetup,
  /** The port it had last, so that it stays the same where the user gave none; null before the first start. */
  lastPort: z.number().int().nullable(),
  /** Variables of its process by name: providers' keys, the database's address, the salt. */
  secrets: z.record(z.string(), StoredKey),
})
export type StoredLocalGateway = z.infer<typeof StoredLocalGateway>

/** Version 3 of `litedesk.json`. A later version gets a schema of its own and a step in `migrations`. */
const StoreFileV3 = z.object({
  version: z.literal(3),
  settings: Settings,
  gateways: z.array(StoredGateway),
  activeGatewayId: z.string().nullable(),
  chosenModel: z.string().nullable(),
  /** Most recent first, at most eight. */
  recentModels: z.array(z.string()),
  favouriteModels: z.array(z.string()),
  engineFiles: z.array(StoredEngineFile),
  /** LiteLLM config files the user opened: absolute paths. */
  routingFiles: z.array(z.string().min(1)).default([]),
  localGateway: StoredLocalGateway,
  window: WindowPlace.nullable(),
})

/** The store file as this version writes it. */
export const StoreFile = StoreFileV3
export type StoreFile = z.infer<typeof StoreFile>

export const STORE_VERSION = 3

/** Pure steps from an older version to the next: `migrations[n]` takes version n and gives n + 1. */
const migrations: Record<number, (old: unknown) => unknown> = {
  1: addEngines,
  2: addLocalGateway,
}

/** Version 1 knew no engines and no quick chat. */
function addEngines(old: unknown): unknown {
  const file = z.looseObject({ settings: z.looseObject({}) }).safeParse(old)
  if (!file.success) return old
  const { quickChatShortcut } = defaultSettings
  return { ...file.data, version: 2, settings: { ...file.data.settings, quickChatShortcut }, engineFiles: [] }
}

/** Version 2 knew no LiteLLM on this computer. */
function addLocalGateway(old: unknown): unknown {
  const file = z.looseObject({}).safeParse(old)
  return file.success ? { ...file.data, version: 3, routingFiles: [], localGateway: emptyLocalGateway } : old
}

const emptyLocalGateway: StoredLocalGateway = { setup: defaultLocalSetup, lastPort: null, secrets: {} }

/** A new user's store file. */
export function emptyStoreFile(): StoreFile {
  return {
    version: STORE_VERSION,
    settings: defaultSettings,
    gateways: [],
    activeGatewayId: null,
    chosenModel: null,
    recentModels: [],
    favouriteModels: [],
    engineFiles: [],
    routingFiles: [],
    localGateway: emptyLocalGateway,
    window: null,
  }
}

/** What reading a store file came to. */
export type StoreReading =
  | { readonly state: 'read'; readonly file: StoreFile; readonly wasMigrated: boolean }
  | { readonly state: 'broken'; readonly reason: string }
  | { readonly state: 'newer'; readonly version: number }

/** Reads the text of a store file of any version up to this one. */
export function readStoreText(text: string, steps = migrations, current = STORE_VERSION): StoreReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { state: 'broken', reason: 'it is not JSON' }
  }
  const head = z.object({ version: z.number().int().positive() }).safeParse(value)
  if (!head.success) return { state: 'broken', reason: 'it has no version' }
  if (head.data.version > current) return { state: 'newer', version: head.data.version }
  for (let version = head.data.version; version < current; version += 1) {
    const step = steps[version]
    if (!step) return { state: 'broken', reason: `version ${version} is unknown` }
    value = step(value)
  }
  const parsed = StoreFile.safeParse(value)
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? ''
    return { state: 'broken', reason: `"${place}" is not what it should be` }
  }
  return { state: 'read', file: parsed.data, wasMigrated: head.data.version !== current }
}
