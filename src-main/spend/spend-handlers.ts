import type { Handlers } from '../ipc/serve.ts'
import type { SpendExportRequest } from '#shared/spend.ts'

import type { SpendService } from './spend-service.ts'

/** What the handlers need besides the service. */
export interface SpendSurroundings {
  /** Titles of conversations by id. */
  readonly titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Asks the user where to write an export; null when the dialog was cancelled. */
  readonly chooseFile: (request: SpendExportRequest) => Promise<string | null>
}

/** Spend, as the renderer asks for it. */
export function spendHandlers(service: SpendService, { titles, chooseFile }: SpendSurroundings): Handlers {
  /** Rows know conversations by their ids; people know them by their titles. */
  async function titled<Item extends { readonly label: string }>(
    isByConversation: boolean,
    items: Item[],
    idOf: (item: Item) => string,
  ): Promise<Item[]> {
    if (!isByConversation) return items
    const known = await titles(items.map(idOf))
    return items.map((item) => ({ ...item, label: known.get(idOf(item)) || item.label }))
  }

  return {
    'spend:near': ({ gatewayId }) => service.near(gatewayId),
    'spend:open': ({ gatewayId }, sender) => service.open(gatewayId, sender.id),
    'spend:close': ({ gatewayId }, sender) => service.close(gatewayId, sender.id),
    'spend:sync': ({ gatewayId, command }) => service.sync(gatewayId, command),
    'spend:page': (request) => service.ask('page', request),
    'spend:facets': async (request) => {
      const answer = await service.ask('facets', request)
      const { conversation, ...dimensions } = answer.dimensions
      if (conversation === undefined) return answer
      const facets = await titled(true, conversation.facets, ({ value }) => value)
      return { ...answer, dimensions: { ...dimensions, conversation: { ...conversation, facets } } }
    },
    'spend:groups': async (request) => {
      const answer = await service.ask('groups', request)
      return {
        ...answer,
        groups: await titled(request.by === 'conversation', answer.groups, ({ key }) => key),
      }
    },
    'spend:series': async (request) => {
      const answer = await service.ask('series', request)
      return {
        ...answer,
        lines: await titled(request.stackBy === 'conversation', answer.lines, ({ key }) => key),
      }
    },
    'spend:figures': (request) => service.ask('figures', request),
    'spend:detail': (input) => service.ask('detail', input),
    'spend:budgets': (input) => service.ask('budgets', input),
    'spend:export': async (request) => {
      const path = await chooseFile(request)
      return path === null ? null : service.export(request, path)
    },
    'spend:cancel-export': ({ exportId }) => service.cancelExport(exportId),
    'spend:list-views': () => service.views,
    'spend:save-view': (view) => service.saveView(view),
    'spend:remove-view': ({ id }) => service.removeView(id),
  }
}
