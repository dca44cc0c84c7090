import { useEffect } from 'react'
import { create } from 'zustand'

import type { RoutingFacts } from '#shared/routing-file/judge-routing.ts'
import type { RoutingDocument, RoutingEntry } from '#shared/routing.ts'

import { request, requestOrToast } from '../../app/bridge.ts'
import { FileDesk, type OpenedFile, type ReadyFile } from '../config-editor/file-desk.ts'
import { RoutingDraft } from './routing-draft.ts'

export type ReadyRouting = ReadyFile<RoutingDocument, RoutingDraft>

/** The LiteLLM config files that were opened in this window, with their drafts. */
export const routingDesk = new FileDesk<RoutingFacts, RoutingDocument, RoutingDraft>({
  idOf: ({ entry }) => entry.id,
  pathOf: ({ entry }) => entry.path,
  open: (id) => request('routing:open', { id }),
  save: (id, input) => request('routing:save', { id, ...input }),
  restore: (input) => request('routing:restore', input),
  draftOf: ({ text, facts }, name) => new RoutingDraft({ text, facts, name }),
})

/** What the place of routing files shows. */
interface RoutingView {
  /** null before the list is known. */
  readonly entries: readonly RoutingEntry[] | null
  readonly currentId: string | null
  readonly tab: 'form' | 'picture' | 'text'
  readonly isProblemListOpen: boolean
}

/** Which files there are, and how they are shown; the window's own. */
export const useRoutingView = create<RoutingView>(() => ({
  entries: null,
  currentId: null,
  tab: 'form',
  isProblemListOpen: false,
}))

let isListening = false

function followRouting(): void {
  if (isListening) return
  isListening = true
  window.bridge.on('routing:changed', ({ id, hash }) => {
    routingDesk.changed(id, hash)
    void entriesRead()
  })
}

/** Asks for the list, and keeps a file chosen that is on it. */
export async function entriesRead(): Promise<void> {
  const entries = await requestOrToast('routing:list', undefined)
  if (entries === undefined) return
  useRoutingView.setState(({ currentId }) => ({
    entries,
    currentId: entries.some(({ id }) => id === currentId) ? currentId : (entries[0]?.id ?? null),
  }))
}

/** Lets the user pick a file, and opens it. */
export async function routingFileChosen(): Promise<void> {
  const entry = await requestOrToast('routing:choose', undefined)
  if (entry === undefined || entry === null) return
  useRoutingView.setState({ currentId: entry.id })
  await entriesRead()
}

/** Takes a file off the list; the file stays, what was not saved of it is gone. */
export async function routingFileForgotten(id: string): Promise<void> {
  await requestOrToast('routing:forget', { id })
  routingDesk.close(id)
  await entriesRead()
}

export function routingEntryChosen(currentId: string): void {
  useRoutingView.setState({ currentId })
}

export function routingTabChosen(tab: RoutingView['tab']): void {
  useRoutingView.setState({ tab })
}

export function routingProblemsToggled(): void {
  useRoutingView.setState(({ isProblemListOpen }) => ({ isProblemListOpen: !isProblemListOpen }))
}

/** The list of files, read when the place is first shown. */
export function useRoutingEntries(): readonly RoutingEntry[] | null {
  useEffect(() => {
    followRouting()
    void entriesRead()
  }, [])
  return useRoutingView(({ entries }) => entries)
}

/** A file for a view, opened when it is not yet. */
export function useRoutingFile(id: string): OpenedFile<RoutingDocument, RoutingDraft> {
  return routingDesk.useFile(id, followRouting)
}
