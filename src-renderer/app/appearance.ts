import type { Theme } from '#shared/settings.ts'

import { watchAppState } from './app-store.ts'

/** The theme that is drawn: the user's, or the system's where the user leaves it to the system. */
export function resolveTheme(theme: Theme, isSystemDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme
  return isSystemDark ? 'dark' : 'light'
}

/** Keeps the document's theme and text scale as the settings and the system say. Returns the end of it. */
export function startAppearance(): () => void {
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
  let theme: Theme = 'system'
  const draw = (): void => {
    document.documentElement.dataset['theme'] = resolveTheme(theme, systemDark.matches)
  }
  draw()
  systemDark.addEventListener('change', draw)
  const stopWatching = watchAppState(({ settings }) => {
    theme = settings.theme
    draw()
    // Everything is measured in rem, so this scales controls and space with the text.
    document.documentElement.style.fontSize = `${String(settings.textScale)}%`
  })
  return () => {
    stopWatching()
    systemDark.removeEventListener('change', draw)
  }
}
