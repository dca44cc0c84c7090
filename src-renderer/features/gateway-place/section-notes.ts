import type { AppState } from '#shared/app-state.ts'
import { localGatewayWord } from '#shared/local-gateway-word.ts'
import type { GatewaySection } from '../../app/navigation-store.ts'

import { useAppState } from '../../app/app-store.ts'
import { watchWord } from '../../app/watch-word.ts'
import { useCatalogue } from './catalogue.ts'
import { useDriftReport } from './drift-report.ts'
import { countDifferences } from './drift/drift-summary.ts'
import { formatTokens } from './gateway-format.ts'
import { useKeyList } from './keys/key-list-store.ts'

/** What stands beside a section's name; an empty text for nothing. */
interface SectionNote {
  readonly text: string
  readonly tone: 'neutral' | 'warning' | 'negative'
}

const none: SectionNote = { text: '', tone: 'neutral' }

/** How each section stands, in a word or a figure. */
export function useSectionNotes(): Readonly<Record<GatewaySection, SectionNote>> {
  const gatewayId = useAppState((state) => state.activeGatewayId)
  const overview = useAppState(overviewNote).split('|')
  const models = useCatalogue((reading) =>
    reading.gatewayId === gatewayId && reading.value !== null ? reading.value.groups.length : null,
  )
  const keys = useKeyList(({ listing, search, filter }) =>
    listing?.wish.gatewayId === gatewayId && search === '' && filter === 'all' ? listing.total : null,
  )
  const drift = useDriftReport((reading) =>
    reading.gatewayId === gatewayId && reading.value !== null ? countDifferences(reading.value).wrong : null,
  )
  const computer = useAppState(({ localGateway }) => localGatewayWord(localGateway.status) ?? '')
  const hasFailed = useAppState(({ localGateway }) => localGateway.status.state === 'failed')
  const [word = '', tone] = overview
  return {
    overview: { text: word, tone: tone === 'negative' || tone === 'warning' ? tone : 'neutral' },
    models: models === null ? none : { text: formatTokens(models), tone: 'neutral' },
    keys: keys === null ? none : { text: formatTokens(keys), tone: 'neutral' },
    drift: drift === null || drift === 0 ? none : { text: formatTokens(drift), tone: 'warning' },
    routing: none,
    computer: { text: computer, tone: hasFailed ? 'negative' : 'neutral' },
  }
}

/** As one text, so that nothing is drawn again while it says the same. */
function overviewNote({ connection, gatewayWatch }: AppState): string {
  const { text, tone } = watchWord(connection, gatewayWatch)
  return `${text}|${tone}`
}
