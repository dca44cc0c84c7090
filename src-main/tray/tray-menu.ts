import { isChatModel } from '#shared/model-use.ts'
import type { AppState } from '#shared/app-state.ts'
import type { Connection } from '#shared/gateway.ts'
import type { Model } from '#shared/model.ts'

import { spendLine } from './spend-line.ts'

/** What choosing an entry of the tray's menu asks for. */
export type TrayAction =
  | { readonly type: 'choose-model'; readonly id: string }
  | { readonly type: 'reconnect' }
  | { readonly type: 'new-chat' }
  | { readonly type: 'open' }
  | { readonly type: 'quit' }

/** An entry of the tray's menu. */
export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'label'; readonly label: string }
  | { readonly type: 'action'; readonly label: string; readonly action: TrayAction }
  | {
      readonly type: 'choice'
      readonly label: string
      readonly isChosen: boolean
      readonly action: TrayAction
    }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

/** So many models stand in the menu itself; the rest are in submenus by provider. */
const MAX_DIRECT_MODELS = 8
const OTHER_PROVIDER = 'Other'

type TrayState = Pick<
  AppState,
  | 'gateways'
  | 'activeGatewayId'
  | 'connection'
  | 'models'
  | 'chosenModel'
  | 'recentModels'
  | 'favouriteModels'
  | 'spend'
>

/** The tray's menu as a function of state: the gateway, the models to switch between, and the ways in and out. */
export function trayMenu(state: TrayState): TrayItem[] {
  return [
    { type: 'label', label: gatewayLine(state) },
    ...spendItems(state),
    ...(state.connection.state === 'failed'
      ? [{ type: 'action' as const, label: 'Try again', action: { type: 'reconnect' as const } }]
      : []),
    ...modelItems(state),
    { type: 'separator' },
    { type: 'action', label: 'New chat', action: { type: 'new-chat' } },
    { type: 'action', label: 'Open Litedesk', action: { type: 'open' } },
    { type: 'separator' },
    { type: 'action', label: 'Quit', action: { type: 'quit' } },
  ]
}

function spendItems({ spend }: TrayState): TrayItem[] {
  const line = spendLine(spend)
  return line === null ? [] : [{ type: 'label', label: line }]
}

/** The tray's tooltip. */
export function trayTooltip(state: TrayState): string {
  return state.chosenModel === null ? 'Litedesk' : `Litedesk · ${state.chosenModel}`
}

const STATE_WORDS: Record<Connection['state'], string> = {
  none: 'no gateway',
  connecting: 'connecting…',
  connected: 'connected',
  failed: 'not connected',
}

function gatewayLine(state: TrayState): string {
  const active = state.gateways.find((gateway) => gateway.id === state.activeGatewayId)
  return active ? `${active.name}: ${STATE_WORDS[state.connection.state]}` : 'No gateway connected'
}

function modelItems(state: TrayState): TrayItem[] {
  const models = state.models.filter(isChatModel)
  if (models.length === 0) return []
  const direct = directModels(models, state)
  const rest = models.filter((model) => !direct.includes(model))
  return [
    { type: 'separator' },
    ...direct.map((model) => choice(model, state.chosenModel)),
    ...byProvider(rest).map(([provider, group]): TrayItem => ({
      type: 'submenu',
      label: provider,
      items: group.map((model) => choice(model, state.chosenModel)),
    })),
  ]
}

/** Favourites, then recent ones, then whatever fills the place; the chosen one is always among them. */
function directModels(models: readonly Model[], state: TrayState): Model[] {
  const wanted = [
    ...state.favouriteModels,
    ...(state.chosenModel === null ? [] : [state.chosenModel]),
    ...state.recentModels,
    ...(models.length <= MAX_DIRECT_MODELS ? models.map((model) => model.id) : []),
  ]
  const ids = [...new Set(wanted)]
  const found = ids.flatMap((id) => models.find((model) => model.id === id) ?? [])
  const direct = found.slice(0, MAX_DIRECT_MODELS)
  const chosen = found.find((model) => model.id === state.chosenModel)
  return chosen && !direct.includes(chosen) ? [...direct.slice(0, -1), chosen] : direct
}

function byProvider(models: readonly Model[]): [string, Model[]][] {
  const groups = new Map<string, Model[]>()
  for (const model of models) {
    const provider = model.providers[0] ?? OTHER_PROVIDER
    groups.set(provider, [...(groups.get(provider) ?? []), model])
  }
  return [...groups].sort(([first], [second]) => first.localeCompare(second))
}

function choice(model: Model, chosen: string | null): TrayItem {
  return {
    type: 'choice',
    label: model.id,
    isChosen: model.id === chosen,
    action: { type: 'choose-model', id: model.id },
  }
}
