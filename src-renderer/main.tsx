import { createRoot } from 'react-dom/client'

import './app/schemas-without-eval.ts'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { startAppStore } from './app/app-store.ts'
import { App } from './app/App.tsx'
import { startAppearance } from './app/appearance.ts'
import { startEngineEvents } from './app/engine-events.ts'
import { ErrorBoundary } from './app/ErrorBoundary.tsx'
import { useNavigation } from './app/navigation-store.ts'
import { openGateways } from './app/open-gateways.ts'
import { isQuickChat, opening } from './app/opening.ts'
import { startShortcuts } from './app/shortcuts.ts'
import { startUnsavedGuard } from './app/unsaved-work.ts'

// These live as long as the window, so nobody stops them.
startAppStore()
startAppearance()
startShortcuts()
if (!isQuickChat) {
  startEngineEvents()
  startUnsavedGuard()
}

if (opening.type === 'gateways') openGateways()
if (opening.type === 'engine') useNavigation.getState().openEngine(opening.id)
// A reload shows what was open, not what the window was made for.
if (!isQuickChat && location.hash !== '') history.replaceState(null, '', location.pathname)

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
)
