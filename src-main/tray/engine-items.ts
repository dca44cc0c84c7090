import type { EngineFile } from '#shared/engine.ts'

import type { TrayItem } from './tray-item.ts'

/** So many models stand in an engine's menu itself; more are in submenus by provider. */
const MAX_DIRECT_MODELS = 12

/** The engines' part of the tray's menu: one entry for each config file there is, its models inside. */
export function engineItems(engines: readonly EngineFile[]): TrayItem[] {
  const items = engines.flatMap((engine) => engineItem(engine) ?? [])
  return items.length === 0 ? [] : [{ type: 'separator' }, ...items]
}

function engineItem(engine: EngineFile): TrayItem | null {
  const open = { type: 'open-engine', id: engine.id } as const
  switch (engine.state.type) {
    case 'absent':
      return null
    case 'managed':
      return { type: 'label', label: `${headline(engine)} (managed by Nix)` }
    case 'unreadable':
      return { type: 'action', label: `${engine.name}: config file cannot be read…`, action: open }
    case 'invalid':
      return { type: 'action', label: `${engine.name}: config file is invalid…`, action: open }
    case 'valid':
      return {
        type: 'submenu',
        label: headline(engine),
        items: [
          ...modelItems(engine),
          ...undoItems(engine),
          { type: 'separator' },
          { type: 'action', label: 'Open config file…', action: open },
        ],
      }
  }
}

function headline({ name, primary }: EngineFile): string {
  return `${name} · ${primary === null ? 'no model' : modelIdOf(primary)}`
}

/** The model in use is always there to be seen, also one of a provider the engine brings along. */
function modelItems(engine: EngineFile): TrayItem[] {
  const { primary, fallbacks } = engine
  const configured = engine.models.map((model) => model.ref)
  const refs = primary === null || configured.includes(primary) ? configured : [primary, ...configured]
  const providers = [...new Set(refs.map(providerIdOf))]
  if (refs.length <= MAX_DIRECT_MODELS || providers.length === 1) {
    return refs.map((ref) => choice(engine, ref, providers.length > 1))
  }
  const direct = refs.filter((ref) => ref === primary || fallbacks.includes(ref)).slice(0, MAX_DIRECT_MODELS)
  return [
    ...direct.map((ref) => choice(engine, ref, true)),
    ...providers.map((provider): TrayItem => ({
      type: 'submenu',
      label: provider,
      items: refs.filter((ref) => providerIdOf(ref) === provider).map((ref) => choice(engine, ref, false)),
    })),
  ]
}

function choice(engine: EngineFile, ref: string, hasProvider: boolean): TrayItem {
  return {
    type: 'choice',
    label: hasProvider ? ref : modelIdOf(ref),
    isChosen: ref === engine.primary,
    action: { type: 'use-engine-model', id: engine.id, ref },
  }
}

function undoItems({ id, lastSwitch }: EngineFile): TrayItem[] {
  if (lastSwitch === null) return []
  const back = lastSwitch.from === null ? 'no model' : modelIdOf(lastSwitch.from)
  return [
    { type: 'separator' },
    {
      type: 'action',
      label: `Undo: back to ${back}`,
      action: { type: 'undo-engine-switch', id, backupId: lastSwitch.backupId },
    },
  ]
}

function providerIdOf(ref: string): string {
  return ref.includes('/') ? ref.slice(0, ref.indexOf('/')) : ref
}

/** Ids may have slashes of their own. */
function modelIdOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1)
}
