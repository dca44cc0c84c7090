import { isChatModel } from '#shared/model-use.ts'
import type { Model } from '#shared/model.ts'

/** The models an engine could use whose name or provider holds every word of a search, in the gateway's order. */
export function offeredModels(models: readonly Model[], search: string): readonly Model[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return models.filter(isChatModel).filter(({ id, providers }) => {
    const text = `${id} ${providers.join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Whether two addresses lead to the same gateway: `/v1` and slashes at the end do not count. */
export function isSameAddress(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

/** The ticked ids with some more, or without them. */
export function withTicks(
  ticked: ReadonlySet<string>,
  ids: readonly string[],
  isTicked: boolean,
): ReadonlySet<string> {
  const next = new Set(ticked)
  for (const id of ids) {
    if (isTicked) next.add(id)
    else next.delete(id)
  }
  return next
}

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\/v1$/, '')
    .replace('://127.0.0.1', '://localhost')
}
