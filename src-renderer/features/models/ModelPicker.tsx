import { ChevronDown } from 'lucide-react'
import { useState } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { Popover } from '../../ui/Popover.tsx'
import { LateModelList, loadModelList } from './late-model-list.tsx'
import styles from './ModelPicker.module.css'

interface ModelPickerProps {
  /** Which edges of the button and the list meet: `end` unless told. */
  readonly align?: 'start' | 'end'
}

/** The button that names the model asked next, and the list behind it. The choice holds everywhere. */
export function ModelPicker({ align = 'end' }: ModelPickerProps) {
  const chosen = useAppState((state) => state.chosenModel)
  const hasModels = useAppState((state) => state.models.length > 0)
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('chat.choose-model', 'Mod+Shift+M', 'Choose a model', showList, hasModels)

  /** The list hangs from this button, so the button has to be in sight first. */
  function showList() {
    useNavigation.getState().openPlace('chat')
    setIsOpen(true)
  }

  function choose(id: string) {
    setIsOpen(false)
    void requestOrToast('model:choose', { id })
  }

  const name = chosen ?? (hasModels ? 'Choose a model' : 'No models')
  return (
    <Popover
      label="Choose a model"
      align={align}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          className={styles['trigger']}
          disabled={!hasModels}
          aria-label={`Model: ${name}`}
          onPointerEnter={loadModelList}
          onFocus={loadModelList}
        >
          <span className={styles['name']} title={name}>
            {name}
          </span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <LateModelList selected={chosen} onChoose={choose} />
    </Popover>
  )
}
