import { Command } from 'cmdk'
import { Check, ChevronRight, Search } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { useShortcutRegistry } from '../../app/shortcuts.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { matchesCombo } from '../../ui/key-combo.ts'
import { Kbd, KeyCaps } from '../../ui/Kbd.tsx'
import { useChat } from '../chat/conversation-store.ts'
import styles from './CommandPalette.module.css'
import { entriesOfStep, paletteEntries, type PaletteWorld, stepTitle } from './palette-entries.ts'
import type { PaletteEntry, PaletteStep } from './palette-entry.ts'
import { recentlyChosen, rememberChosen } from './palette-recent.ts'
import { type PaletteSection, paletteSections, searchable, stepSection } from './palette-search.ts'
import { PaletteIcon } from './PaletteIcon.tsx'
import { runPaletteAction } from './run-palette-action.ts'

interface CommandPaletteProps {
  /** The keys that open it close it, too. */
  readonly combo: string
  readonly onClose: () => void
}

/** One field that finds conversations, models, engines, gateways, settings and actions, and does what is chosen. */
export function CommandPalette({ combo, onClose }: CommandPaletteProps) {
  return (
    <Dialog title="Command palette" size="large" open onClose={onClose} isBare>
      <Palette combo={combo} onClose={onClose} />
    </Dialog>
  )
}

function Palette({ combo, onClose }: CommandPaletteProps) {
  const world = useWorld()
  const [step, setStep] = useState<PaletteStep | null>(null)
  const [query, setQuery] = useState('')
  const [recent] = useState(recentlyChosen)
  const entries = useMemo(
    () => searchable(step === null ? paletteEntries(world) : entriesOfStep(step, world)),
    [step, world],
  )
  const sections = useMemo(
    (): readonly PaletteSection[] =>
      step === null ? paletteSections(entries, query, recent) : [stepSection(entries, query, recent)],
    [step, entries, query, recent],
  )
  // Nothing chosen, or what was chosen is gone: the best of all.
  const [active, setActive] = useState('')
  const shown = sections.flatMap((section) => section.entries)
  const selected = shown.some((entry) => entry.id === active) ? active : (shown[0]?.id ?? '')
  const list = useRef<HTMLDivElement>(null)

  function search(text: string) {
    setQuery(text)
    setActive('')
    list.current?.scrollTo({ top: 0 })
  }

  function go(next: PaletteStep | null) {
    setStep(next)
    search('')
  }

  function choose(entry: PaletteEntry) {
    rememberChosen(entry.id)
    if (entry.action.type === 'go') {
      go(entry.action.step)
      return
    }
    // The dialog gives the focus back as it closes; what is done may then move it on.
    onClose()
    const { action } = entry
    requestAnimationFrame(() => runPaletteAction(action))
  }

  function handleKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const isBack = step !== null && (event.key === 'Escape' || (event.key === 'Backspace' && query === ''))
    const chosen = event.key === 'Enter' ? shown.find((entry) => entry.id === selected) : undefined
    if (isBack) go(null)
    // The list itself learns what is selected a moment later than a fast typist presses Enter.
    else if (chosen) choose(chosen)
    else if (matchesCombo(combo, event.nativeEvent, window.bridge.platform)) onClose()
    else return
    event.preventDefault()
  }

  return (
    <Command
      label="Command palette"
      className={styles['palette']}
      shouldFilter={false}
      vimBindings={false}
      value={selected}
      onValueChange={setActive}
      onKeyDown={handleKeyDown}
      loop
    >
      <div className={styles['search']}>
        <Search size={16} aria-hidden="true" />
        {step === null ? null : (
          <button
            type="button"
            className={styles['step']}
            onClick={() => go(null)}
            aria-label="Back to everything"
          >
            {stepTitle(step, world.app)}
            <ChevronRight size={14} aria-hidden="true" />
          </button>
        )}
        <Command.Input
          className={styles['input']}
          placeholder={step === null ? 'Find or do anything' : 'Search'}
          value={query}
          onValueChange={search}
          data-autofocus=""
        />
      </div>
      <Command.List ref={list} className={styles['rows']} label="Results">
        {shown.length === 0 ? <Nothing query={query} /> : null}
        {sections.map((section) => (
          <Command.Group
            key={section.title ?? ''}
            className={styles['group']}
            heading={section.title ?? undefined}
          >
            {section.entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} onChoose={choose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <div className={styles['hints']} aria-hidden="true">
        <span>
          <Kbd combo="Enter" /> choose
        </span>
        <span>
          <Kbd combo="Escape" /> {step === null ? 'close' : 'back'}
        </span>
      </div>
    </Command>
  )
}

/** An option that cannot be chosen: a list without any would be a broken one to a screen reader. */
function Nothing({ query }: { readonly query: string }) {
  return (
    <Command.Item className={styles['empty']} value="nothing" disabled>
      {query === '' ? 'There is nothing here.' : `Nothing matches “${query}”.`}
    </Command.Item>
  )
}

interface EntryRowProps {
  readonly entry: PaletteEntry
  readonly onChoose: (entry: PaletteEntry) => void
}

function EntryRow({ entry, onChoose }: EntryRowProps) {
  const { id, title, detail, caps, isCurrent, action } = entry
  return (
    <Command.Item className={styles['row']} value={id} onSelect={() => onChoose(entry)}>
      <span className={styles['icon']}>
        <PaletteIcon action={action} />
      </span>
      <span className={styles['title']} title={title}>
        {title}
      </span>
      {detail === null ? null : <span className={styles['detail']}>{detail}</span>}
      {isCurrent ? <Check className={styles['check']} size={14} aria-label="In use" /> : null}
      {caps.length === 0 ? null : <KeyCaps caps={caps} />}
    </Command.Item>
  )
}

/** What the entries are made of, as it is now. */
function useWorld(): PaletteWorld {
  const app = useAppState((state) => state)
  const conversations = useChat((state) => state.conversations)
  const openId = useChat((state) => state.openId)
  const shortcuts = useShortcutRegistry((registry) => registry.shortcuts)
  const [now] = useState(() => new Date())
  return useMemo(
    () => ({ app, conversations, openId, shortcuts, platform: window.bridge.platform, now }),
    [app, conversations, openId, shortcuts, now],
  )
}
