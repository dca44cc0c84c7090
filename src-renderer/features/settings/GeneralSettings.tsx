import { Keyboard, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Settings, Theme } from '#shared/settings.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { runShortcut } from '../../app/shortcuts.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { comboCaps } from '../../ui/key-combo.ts'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { Switch } from '../../ui/Switch.tsx'
import styles from './GeneralSettings.module.css'
import { QuickChatSetting } from './QuickChatSetting.tsx'
import { nextTextScale } from './text-scale.ts'

const themes: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** How Litedesk looks and behaves. Everything takes effect at once and in every window. */
export function GeneralSettings() {
  const settings = useAppState((state) => state.settings)
  return (
    <>
      <Group title="Appearance">
        <Row label="Theme">
          <SegmentedControl
            label="Theme"
            options={themes}
            value={settings.theme}
            onChange={(theme) => change({ theme })}
          />
        </Row>
        <Row label="Text size" hint="Scales text and controls together.">
          <TextScale scale={settings.textScale} />
        </Row>
      </Group>
      <Group title="Behaviour">
        <div className={styles['row']}>
          <Switch
            label="Enter sends the message"
            hint={enterHint(settings.enterSends)}
            checked={settings.enterSends}
            onChange={(enterSends) => change({ enterSends })}
          />
        </div>
        <div className={styles['row']}>
          <Switch
            label="Keep in tray"
            hint="Closing the window leaves Litedesk running in the tray."
            checked={settings.keepInTray}
            onChange={(keepInTray) => change({ keepInTray })}
          />
        </div>
        <div className={styles['row']}>
          <QuickChatSetting />
        </div>
      </Group>
      <Group title="Keyboard">
        <Row label="Shortcuts" hint="Everything in Litedesk can be reached by keyboard.">
          <Button size="small" icon={<Keyboard aria-hidden="true" />} onClick={() => runShortcut('app.help')}>
            Show shortcuts
          </Button>
        </Row>
      </Group>
    </>
  )
}

function change(changes: Partial<Settings>): void {
  void requestOrToast('settings:update', changes)
}

function enterHint(isOn: boolean): string {
  const mod = comboCaps('Mod', window.bridge.platform).join('')
  return isOn ? 'Shift Enter starts a new line.' : `Enter starts a new line, ${mod} Enter sends.`
}

interface GroupProps {
  readonly title: string
  readonly children: ReactNode
}

function Group({ title, children }: GroupProps) {
  return (
    <section className={styles['group']} aria-label={title}>
      <h3 className={styles['title']}>{title}</h3>
      <div className={styles['rows']}>{children}</div>
    </section>
  )
}

interface RowProps {
  readonly label: string
  readonly hint?: string
  readonly children: ReactNode
}

function Row({ label, hint, children }: RowProps) {
  return (
    <div className={styles['row']}>
      <div className={styles['pair']}>
        <div className={styles['words']}>
          <p className={styles['label']}>{label}</p>
          {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
        </div>
        {children}
      </div>
    </div>
  )
}

function TextScale({ scale }: { readonly scale: number }) {
  const smaller = nextTextScale(scale, -1)
  const larger = nextTextScale(scale, 1)
  return (
    <fieldset className={styles['scale']} aria-label="Text size">
      <IconButton
        label="Smaller text"
        size="small"
        disabled={smaller === scale}
        onClick={() => change({ textScale: smaller })}
      >
        <Minus aria-hidden="true" />
      </IconButton>
      <output className={styles['percent']}>{scale} %</output>
      <IconButton
        label="Larger text"
        size="small"
        disabled={larger === scale}
        onClick={() => change({ textScale: larger })}
      >
        <Plus aria-hidden="true" />
      </IconButton>
    </fieldset>
  )
}
