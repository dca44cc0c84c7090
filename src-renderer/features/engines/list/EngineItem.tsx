import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Ellipsis,
  FolderOpen,
  Lock,
  TriangleAlert,
  X,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'

import type { EngineFile, EngineFileState } from '#shared/engine.ts'

import { requestOrToast } from '../../../app/bridge.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../../ui/Menu.tsx'
import { problemSummary } from '../../config-editor/problem-summary.ts'
import { useOpenedDraft } from '../use-engine.ts'
import { engineStateWord, primaryWord } from './engine-state.ts'
import styles from './EngineItem.module.css'
import { ForgetDialog } from './ForgetDialog.tsx'

interface EngineItemProps {
  readonly engine: EngineFile
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** One engine's file in the list: what it is called, where it is, how it is, and its model. */
export function EngineItem({ engine, isOpen, onOpen }: EngineItemProps) {
  const draft = useOpenedDraft(engine.id)
  const [isForgetting, setForgetting] = useState(false)
  const isOpenable = engine.state.type === 'valid' || engine.state.type === 'invalid'
  const known = engineStateWord(engine.state)
  // An open file is known better: also what does not keep the engine from starting.
  const { word, tone } = draft !== null && isOpenable ? problemSummary(draft.analysis.problems) : known
  const { detail } = known
  const primary = primaryWord(engine)
  return (
    <li className={styles['item']} data-open={isOpen}>
      <button
        type="button"
        className={styles['body']}
        aria-current={isOpen ? 'true' : undefined}
        title={detail ?? undefined}
        onClick={onOpen}
      >
        <span className={styles['name']}>
          <span className={styles['text']}>{engine.name}</span>
          {draft?.isDirty === true && <span className={styles['draft']}>Edited</span>}
        </span>
        <span className={styles['path']}>
          <bdi>{engine.displayPath}</bdi>
        </span>
        <span className={styles['state']}>
          <span className={classNames(styles['word'], styles[tone])}>
            {isOpenable ? toneIcons[tone] : stateIcons[engine.state.type]}
            {word}
          </span>
          {primary !== null && (
            <span className={styles['primary']} data-missing={engine.primary === null}>
              {primary}
            </span>
          )}
        </span>
      </button>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Options for ${engine.name}`} size="small" className={styles['menu']}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
        items={itemsFor(engine, () => setForgetting(true))}
      />
      {isForgetting && <ForgetDialog engine={engine} onClose={() => setForgetting(false)} />}
    </li>
  )
}

function itemsFor(engine: EngineFile, forgetAsked: () => void): MenuItem[] {
  const reveal: MenuItem = {
    label: 'Show in file manager',
    icon: <FolderOpen aria-hidden="true" />,
    disabled: engine.state.type === 'absent',
    onSelect: () => void requestOrToast('engine:reveal', { id: engine.id }),
  }
  const forget: MenuItem = {
    label: 'Take off the list…',
    icon: <X aria-hidden="true" />,
    onSelect: forgetAsked,
  }
  return engine.origin === 'chosen' ? [reveal, forget] : [reveal]
}

const toneIcons = {
  positive: <CircleCheck aria-hidden="true" />,
  neutral: <CircleCheck aria-hidden="true" />,
  warning: <TriangleAlert aria-hidden="true" />,
  negative: <CircleAlert aria-hidden="true" />,
} as const

const stateIcons: Record<EngineFileState['type'], ReactNode> = {
  absent: <CircleDashed aria-hidden="true" />,
  valid: <CircleCheck aria-hidden="true" />,
  invalid: <CircleAlert aria-hidden="true" />,
  managed: <Lock aria-hidden="true" />,
  unreadable: <CircleAlert aria-hidden="true" />,
}
