import { createRoot } from 'react-dom/client'

import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { startAppStore } from './app/app-store.ts'
import { App } from './app/App.tsx'
import { startAppearance } from './app/appearance.ts'
import { ErrorBoundary } from './app/ErrorBoundary.tsx'
import { startShortcuts } from './app/shortcuts.ts'

// These live as long as the window, so nobody stops them.
startAppStore()
startAppearance()
startShortcuts()

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
)
