import { isChatModel } from '#shared/model-use.ts'
import type { AppState } from '#shared/app-state.ts'
import type { Connection } from '#shared/gateway.ts'
import { localGatewayWord } from '#shared/local-gateway-word.ts'
import type { Model } from '#shared/model.ts'

import { engineItems } from './engine-items.ts'
import { spendLine } from './spend-line.ts'
import type { TrayItem } from './tray-item.ts'

/** So many models stand in the menu itself; the rest are in submenus by provider. */
const MAX_DIRECT_MODELS = 8
const OTHER_PROVIDER = 'Other'

type TrayState = Pick<
  AppState,
  | 'gateways'
  | 'activeGatewayId'
  | 'connection'
  | 'gatewayWatch'
  | 'keyInUse'
  | 'localGateway'
  | 'models'
  | 'chosenModel'
  | 'recentModels'
  | 'favouriteModels'
  | 'engines'
  | 'spend'
>

/**
 * The tray's menu as a function of state: the gateway, the models to switch between, the engines'
 * models, and the ways in and out.
 */
export function trayMenu(state: TrayState): TrayItem[] {
  return [
    { type: 'label', label: gatewayLine(state) },
    ...spendItems(state),
    ...localGatewayItems(state),
    ...(state.connection.state === 'failed'
      ? [{ type: 'action' as const, label: 'Try again', action: { type: 'reconnect' as const } }]
      : []),
    ...modelItems(state),
    ...engineItems(state.engines),
    { type: 'separator' },
    { type: 'action', label: 'New chat', action: { type: 'new-chat' } },
    { type: 'action', label: 'Quick chat', action: { type: 'quick-chat' } },
    { type: 'action', label: 'Open Litedesk', action: { type: 'open' } },
    { type: 'separator' },
    { type: 'action', label: 'Quit', action: { type: 'quit' } },
  ]
}

function spendItems({ spend }: TrayState): TrayItem[] {
  const line = spendLine(spend)
  return line === null ? [] : [{ type: 'label', label: line }]
}

/** The tray's tooltip: what is used, and what is amiss. */
export function trayTooltip(state: TrayState): string {
  return ['Litedesk', state.chosenModel, watchWords(state.gatewayWatch), budgetWords(state.keyInUse)]
    .filter((part) => part !== null)
    .join(' · ')
}

function watchWords(watch: TrayState['gatewayWatch']): string | null {
  if (watch?.state === 'down') return 'gateway not reachable'
  if (watch?.state === 'not-ready') return 'gateway not ready'
  const down = watch?.modelsDown.length ?? 0
  if (down === 0) return null
  return down === 1 ? '1 model down' : `${down} models down`
}

function budgetWords(key: TrayState['keyInUse']): string | null {
  if (key?.state === 'exhausted') return 'budget used up'
  if (key?.state !== 'warning' || key.share === null) return null
  return `${Math.floor(key.share * 100)} % of the budget used`
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

/** LiteLLM on this computer, while it does something. */
function localGatewayItems({ localGateway }: TrayState): TrayItem[] {
  const word = localGatewayWord(localGateway.status)
  return word === null ? [] : [{ type: 'label', label: `LiteLLM on this computer: ${word}` }]
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
