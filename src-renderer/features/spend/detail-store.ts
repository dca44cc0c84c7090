/** The row that is chosen, and what is known of it beyond the table. */
import { create } from 'zustand'

import type { SpendLogDetail } from '#shared/spend-log.ts'
import { errorOf, request } from '../../app/bridge.ts'
import { createAsker, type LiveAnswer, noAnswer } from './live-answer.ts'
import { rowAt } from './row-loader.ts'
import { useSpend } from './spend-store.ts'

/** Which side of a row is on show. */
export type DetailPart = 'overview' | 'conversation' | 'json'

interface DetailState {
  /** The chosen row; null for none. */
  readonly id: string | null
  /** A place that was reached before its row had come; the row is chosen when it does. */
  readonly awaitedPlace: number | null
  /** Whether its panel is open. */
  readonly isOpen: boolean
  readonly part: DetailPart
  /** Whether the traceback was asked for. */
  readonly withTraceback: boolean
  readonly detail: LiveAnswer<SpendLogDetail>
}

export const useDetail = create<DetailState>()(() => ({
  id: null,
  awaitedPlace: null,
  isOpen: false,
  part: 'overview',
  withTraceback: false,
  detail: noAnswer,
}))

const { getState, setState } = useDetail

const detailAsker = createAsker({
  request: (input: { gatewayId: string; id: string; withTraceback: boolean }) =>
    request('spend:detail', input),
  errorOf,
  changed: (detail) => setState({ detail }),
})

/** While rows fly by under a held arrow key, only the one that stays is asked for; in ms. */
const SETTLE_MS = 60
let timer: ReturnType<typeof setTimeout> | undefined

/** A row was pointed at or reached by keyboard; an open panel follows. */
export function rowReached(id: string): void {
  setState({ awaitedPlace: null })
  if (getState().id === id) return
  setState({ id, withTraceback: false })
  if (getState().isOpen) askSoon()
}

/** The same by its place in the table. */
export function placeReached(place: number): void {
  const log = rowAt(useSpend.getState().rows, place)
  if (log === undefined) setState({ awaitedPlace: place })
  else rowReached(log.id)
}

/** A row is to be shown in full, by its place in the table. */
export function placeOpened(place: number): void {
  const log = rowAt(useSpend.getState().rows, place)
  if (log !== undefined) rowOpened(log.id)
}

useSpend.subscribe(({ rows }, former) => {
  const { awaitedPlace } = getState()
  if (awaitedPlace === null || rows === former.rows) return
  if (rows.question !== former.rows.question) setState({ awaitedPlace: null })
  else placeReached(awaitedPlace)
})

/** A row is to be shown in full. */
export function rowOpened(id: string): void {
  setState((state) => ({
    id,
    awaitedPlace: null,
    isOpen: true,
    withTraceback: state.id === id && state.withTraceback,
  }))
  ask()
}

export function panelClosed(): void {
  clearTimeout(timer)
  setState({ isOpen: false })
}

export function partChosen(part: DetailPart): void {
  setState({ part })
}

/** The user wants to see where in the gateway's code it failed. */
export function tracebackAsked(): void {
  setState({ withTraceback: true })
  ask()
}

/** Tries once more what failed. */
export function detailRetried(): void {
  ask()
}

function askSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(ask, SETTLE_MS)
}

function ask(): void {
  clearTimeout(timer)
  const { id, withTraceback } = getState()
  const { gatewayId } = useSpend.getState()
  if (id === null || gatewayId === null) return
  detailAsker.ask({ gatewayId, id, withTraceback }, `${gatewayId} ${id} ${String(withTraceback)}`, false)
}
