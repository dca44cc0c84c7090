import { useId } from 'react'

import type { QuickChat } from '#shared/quick-chat.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ShortcutField } from '../../ui/ShortcutField.tsx'
import styles from './QuickChatSetting.module.css'

type ShortcutState = QuickChat['state']

const badges = {
  off: { tone: 'neutral', word: 'Off' },
  ready: { tone: 'positive', word: 'Ready' },
  taken: { tone: 'warning', word: 'Taken' },
  unsupported: { tone: 'neutral', word: 'Not available' },
} as const

const hints: Readonly<Record<ShortcutState, string>> = {
  off: 'Set a shortcut to ask from any program while Litedesk runs.',
  ready: 'Asks from any program while Litedesk runs.',
  taken: 'Another program has this shortcut. Choose different keys.',
  unsupported:
    'This desktop lets no program listen for keys. A shortcut of the desktop can start Litedesk with --quick-chat.',
}

/** The quick chat's shortcut, and whether it works. */
export function QuickChatSetting() {
  const shortcut = useAppState((state) => state.settings.quickChatShortcut)
  const { state } = useAppState((mirror) => mirror.quickChat)
  const hintId = useId()
  const { tone, word } = badges[state]
  return (
    <div className={styles['pair']}>
      <div className={styles['words']}>
        <p className={styles['label']}>
          Quick chat <Badge tone={tone}>{word}</Badge>
        </p>
        <p id={hintId} className={styles['hint']} aria-live="polite">
          {hints[state]}
        </p>
      </div>
      {state === 'unsupported' ? (
        <Button size="small" onClick={() => void requestOrToast('quick-chat:open', undefined)}>
          Open it
        </Button>
      ) : (
        <ShortcutField
          label="Shortcut of the quick chat"
          value={shortcut}
          describedBy={hintId}
          onChange={(quickChatShortcut) => void requestOrToast('settings:update', { quickChatShortcut })}
          onRecording={(isHeld) => void requestOrToast('quick-chat:hold-shortcut', { isHeld })}
        />
      )}
    </div>
  )
}
