import { clipboard, nativeTheme } from 'electron'

import { definedOf } from '#shared/defined.ts'

import type { Handlers } from '../ipc/serve.ts'
import { openExternalLink } from '../security/external-link.ts'
import { loadRemoteImage } from '../security/remote-image.ts'
import type { Store } from '../settings/store.ts'
import type { MainWindow } from '../window/main-window.ts'
import type { AppStateOwner } from './app-state-owner.ts'

/** What belongs to no capability: the state itself, the settings, and the ways out of the page. */
export function appHandlers({
  state,
  store,
  window,
}: {
  state: AppStateOwner
  store: Store
  window: MainWindow
}): Handlers {
  return {
    'app:load': () => state.state,
    'app:dismiss-notice': ({ id }) =>
      state.change({ notices: state.state.notices.filter((notice) => notice.id !== id) }),
    'app:close': () => window.closeAnyway(),
    'settings:update': (changes) => {
      const settings = { ...store.file.settings, ...definedOf(changes) }
      store.update({ settings })
      nativeTheme.themeSource = settings.theme
      state.change({ settings })
    },
    'link:open': ({ url }) => openExternalLink(url),
    'image:load': async ({ url }) => ({ dataUrl: await loadRemoteImage(url) }),
    'clipboard:write': ({ text }) => clipboard.writeText(text),
  }
}
