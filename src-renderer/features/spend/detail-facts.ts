import type { SpendLogDetail } from '#shared/spend-log.ts'
import type { SpendDimension } from '#shared/spend-query.ts'
import { durationFigure, figureText, wholeFigure } from '../../ui/figures.ts'
import { momentWithZone } from './time-steps.ts'

/** A line about a row. */
export interface DetailFact {
  readonly name: string
  readonly value: string
  /** What is copied: the value in full. */
  readonly full: string
  readonly isId: boolean
  /** The filter that keeps rows of this value; null where there is none. */
  readonly filter: { readonly dimension: SpendDimension; readonly value: string } | null
}

/** What is known of a row beside its price, its timing and its content; what is not known is left out. */
export function detailFacts({ log, apiBase, requesterIp, timing }: SpendLogDetail): DetailFact[] {
  const facts: (DetailFact | null)[] = [
    plain('Time', momentWithZone(log.time)),
    plain('Time in UTC', log.time, true),
    by('Model', log.model, 'model'),
    by('Answered by', log.providerModel, 'providerModel'),
    by('Provider', log.provider, 'provider'),
    log.keyHash === null
      ? null
      : { ...named('Key', log.keyAlias, log.keyHash), filter: { dimension: 'key', value: log.keyHash } },
    by('User', log.user, 'user'),
    by('End user', log.endUser, 'endUser'),
    log.teamId === null
      ? null
      : { ...named('Team', log.teamAlias, log.teamId), filter: { dimension: 'team', value: log.teamId } },
    ...log.tags.map((tag, place) => by(place === 0 ? 'Tag' : `Tag ${place + 1}`, tag, 'tag')),
    by('Program', log.client, 'client'),
    by('Session', log.sessionId, 'session', true),
    by('Call type', log.callType, 'callType'),
    log.cachedTokens === 0 ? null : plain('Cached tokens', figureText(wholeFigure(log.cachedTokens))),
    log.reasoningTokens === 0
      ? null
      : plain('Reasoning tokens', figureText(wholeFigure(log.reasoningTokens))),
    timing.firstTokenMs === null
      ? null
      : plain('Time to first token', figureText(durationFigure(timing.firstTokenMs))),
    plain('Request id', log.id, true),
    log.callId === null || log.callId === log.id ? null : plain('Call id', log.callId, true),
    log.deploymentId === null ? null : plain('Deployment', log.deploymentId, true),
    apiBase === null ? null : plain('Address', apiBase, true),
    requesterIp === null || requesterIp === '' ? null : plain('Asked from', requesterIp, true),
  ]
  return facts.filter((fact) => fact !== null)
}

function plain(name: string, value: string, isId = false): DetailFact {
  return { name, value, full: value, isId, filter: null }
}

function by(name: string, value: string | null, dimension: SpendDimension, isId = false): DetailFact | null {
  return value === null || value === '' ? null : { ...plain(name, value, isId), filter: { dimension, value } }
}

/** Something with an id and perhaps a name; the id is what is copied. */
function named(name: string, alias: string | null, id: string): DetailFact {
  return { ...plain(name, alias ?? id, alias === null), full: id }
}
