import { lazy, Suspense, useEffect, useState } from 'react'

import { ChatPlace } from '../features/chat/ChatPlace.tsx'
import { LateSpendPlace, loadSpend } from '../features/spend/late-spend.ts'
import { useSpendAlerts } from '../features/spend/spend-alerts.ts'
import { lateComponent } from '../ui/late-component.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import styles from './Frame.module.css'
import { LateEnginesPlace } from './late-engines-place.ts'
import { useNavigation } from './navigation-store.ts'
import { NoticeList } from './NoticeList.tsx'
import { openGateways } from './open-gateways.ts'
import { Rail } from './Rail.tsx'
import { runShortcut, useShortcut } from './shortcuts.ts'
import { StatusBar } from './StatusBar.tsx'

const { Component: GatewayPlace } = lateComponent(
  async () => (await import('../features/gateway-place/GatewayPlace.tsx')).GatewayPlace,
)

const SettingsPlace = lazy(async () => {
  const { SettingsPlace: component } = await import('../features/settings/SettingsPlace.tsx')
  return { default: component }
})

const { Component: CommandPalette } = lateComponent(
  async () => (await import('../features/palette/CommandPalette.tsx')).CommandPalette,
)

const { Component: UnsavedDialog } = lateComponent(
  async () => (await import('./UnsavedDialog.tsx')).UnsavedDialog,
)

const PALETTE_COMBO = 'Mod+K'

const ShortcutSheet = lazy(async () => {
  const { ShortcutSheet: component } = await import('../features/shortcuts/ShortcutSheet.tsx')
  return { default: component }
})

/** Rail, the open place, and the status bar. Chat stays mounted behind other places, so its streams go on. */
export function Frame() {
  const place = useNavigation((navigation) => navigation.place)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const toggleSidebar = useNavigation((navigation) => navigation.toggleSidebar)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const openHelp = (): void => setHelpOpen(true)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isUnsavedOpen, setUnsavedOpen] = useState(false)

  useShortcut('app.palette', PALETTE_COMBO, 'Find or do anything', () => setPaletteOpen(true))
  useShortcut('app.chat', 'Mod+1', 'Go to chat', () => openPlace('chat'))
  useShortcut('app.engines', 'Mod+2', 'Go to engines', () => openPlace('engines'))
  useShortcut('app.gateway', 'Mod+3', 'Go to the gateway', () => openPlace('gateway'))
  useShortcut('app.spend', 'Mod+4', 'Go to spend', () => openPlace('spend'))
  useShortcut('app.settings', 'Mod+Comma', 'Open settings', () => openPlace('settings'))
  useShortcut('app.toggle-sidebar', 'Mod+B', 'Show or hide the list', toggleSidebar, place !== 'settings')
  useShortcut('app.help', 'Mod+Slash', 'Keyboard shortcuts', openHelp)
  useShortcut('app.help-key', 'F1', 'Keyboard shortcuts', openHelp)
  useEffect(
    () =>
      window.bridge.on('menu:command', ({ command }) => {
        if (command === 'open-gateways') openGateways()
        else runShortcut(menuShortcuts[command])
      }),
    [],
  )

  useEffect(() => window.bridge.on('app:unsaved', () => setUnsavedOpen(true)), [])

  useSpendAlerts()
  useEffect(() => {
    const idle = requestIdleCallback(loadSpend)
    return () => cancelIdleCallback(idle)
  }, [])

  // Coming back by keyboard, the focus was in the place that is gone.
  useEffect(() => {
    if (place === 'chat' && document.activeElement === document.body) runShortcut('chat.write')
  }, [place])

  return (
    <div className={styles['frame']} data-shows={place}>
      <Rail />
      <div className={styles['column']}>
        <NoticeList />
        <div className={styles['place']} hidden={place !== 'chat'}>
          <ErrorBoundary>
            <ChatPlace />
          </ErrorBoundary>
        </div>
        {place === 'engines' && (
          <div className={styles['place']}>
            <ErrorBoundary>
              <LateEnginesPlace />
            </ErrorBoundary>
          </div>
        )}
        {place === 'spend' && (
          <div className={styles['place']}>
            <ErrorBoundary>
              <LateSpendPlace />
            </ErrorBoundary>
          </div>
        )}
        {place === 'gateway' && (
          <div className={styles['place']}>
            <ErrorBoundary>
              <GatewayPlace />
            </ErrorBoundary>
          </div>
        )}
        {place === 'settings' && (
          <div className={styles['place']}>
            <ErrorBoundary>
              <Suspense fallback={null}>
                <SettingsPlace />
              </Suspense>
            </ErrorBoundary>
          </div>
        )}
      </div>
      <StatusBar />
      {isPaletteOpen && <CommandPalette combo={PALETTE_COMBO} onClose={() => setPaletteOpen(false)} />}
      {isUnsavedOpen && <UnsavedDialog onClose={() => setUnsavedOpen(false)} />}
      {isHelpOpen && (
        <Suspense fallback={null}>
          <ShortcutSheet onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** What the application's menu and the tray ask for is what a shortcut does. */
const menuShortcuts = {
  'new-chat': 'chat.new',
  'open-settings': 'app.settings',
  'open-shortcuts': 'app.help',
} as const
