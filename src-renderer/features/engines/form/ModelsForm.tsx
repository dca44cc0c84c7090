import { FileX } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef } from 'react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import type { EngineFile } from '#shared/engine.ts'
import { guarded } from '#shared/engine-config/edits/edit-guard.ts'
import { configView } from '#shared/engine-config/provider-view.ts'

import { EmptyState } from '../../../ui/EmptyState.tsx'
import type { ReadyEngine } from '../engine-store.ts'
import { useDraft } from '../use-engine.ts'
import { editFailed } from '../../config-editor/edit-failure.ts'
import { useEngineView } from '../view-store.ts'
import { AgentModels } from './AgentModels.tsx'
import { Allowlist } from './Allowlist.tsx'
import { DefaultModel } from './DefaultModel.tsx'
import { expandedKey, setExpanded } from './expanded-store.ts'
import { Form, type FormContext, problemsByPath } from './form-context.ts'
import { findFormPlace, placeOf } from './form-place.ts'
import styles from './ModelsForm.module.css'
import { OtherProblems } from './OtherProblems.tsx'
import { ProviderList } from './ProviderList.tsx'

interface ModelsFormProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
  readonly isReadOnly: boolean
}

/** The model settings of a config file as a form: default model, providers, allowed models, agents. */
export function ModelsForm({ engine, opened, isReadOnly }: ModelsFormProps) {
  const { draft, document: file } = opened
  const { analysis } = useDraft(draft)
  const { shown, problems } = analysis
  const isDisabled = isReadOnly || analysis.document === null
  const form = useMemo<FormContext | null>(
    () =>
      shown === null
        ? null
        : {
            engine,
            definition: draft.definition,
            facts: file.facts,
            draft,
            document: shown,
            view: configView(shown.value, draft.definition),
            problems: problemsByPath(problems),
            isDisabled,
            edit: (make) =>
              !editFailed(() => {
                const { document } = draft.analyseNow()
                if (document !== null) draft.edit(guarded(document.value, make(document)))
              }),
          },
    [engine, draft, file.facts, shown, problems, isDisabled],
  )
  const box = useRef<HTMLDivElement>(null)
  useWantedPlace(engine.id, box)

  if (form === null) {
    return (
      <EmptyState
        icon={<FileX />}
        title="This text cannot be read"
        text="The form comes back as soon as the text is JSON5 again. What is wrong is said above."
      />
    )
  }
  return (
    <Form.Provider value={form}>
      <div
        ref={box}
        className={styles['form']}
        data-disabled={isDisabled}
        onFocus={({ target }) => draft.showPlace(placeOf(target))}
        onBlur={({ relatedTarget, currentTarget }) => {
          if (!currentTarget.contains(relatedTarget)) draft.showPlace(null)
        }}
      >
        <div className={styles['column']}>
          <OtherProblems />
          <DefaultModel />
          <ProviderList />
          <Allowlist />
          <AgentModels />
        </div>
      </div>
    </Form.Provider>
  )
}

/** Brings what was asked for into sight, opening what hides it. */
function useWantedPlace(engineId: string, box: RefObject<HTMLElement | null>): void {
  const wanted = useEngineView((view) => view.wanted)
  const done = useRef(0)
  useEffect(() => {
    if (wanted === null || wanted.time <= done.current) return undefined
    done.current = wanted.time
    openAround(engineId, wanted.path)
    const frame = requestAnimationFrame(() => {
      const place = box.current === null ? null : findFormPlace(box.current, wanted.path)
      if (place === null) return
      place.scrollIntoView({ block: 'center' })
      place.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true })
      place.animate([{ background: 'var(--accent-soft)' }, { background: 'transparent' }], { duration: 900 })
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted, engineId, box])
}

/** Fields that stand behind a disclosure of what they belong to. */
const rareFields = new Set<string | number>(['auth', 'authHeader', 'headers', 'slotAffinity', 'compat'])

/** Opens the cards, rows and disclosures that hold a path. */
function openAround(engineId: string, path: ConfigPath): void {
  for (const [index, step] of path.entries()) {
    const holder = expandedKey(engineId, path.slice(0, index))
    if (rareFields.has(step)) setExpanded(`${holder} more`, true)
    setExpanded(expandedKey(engineId, path.slice(0, index + 1)), true)
  }
}
