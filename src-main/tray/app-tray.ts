import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'

import trayIcon from '../../build/icons/tray.png?asset'
import trayTemplateIcon from '../../build/icons/trayTemplate.png?asset'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { TrayAction, TrayItem } from './tray-item.ts'
import { trayMenu, trayTooltip } from './tray-menu.ts'

/** Shows the tray's icon and keeps its menu in step with the state until `destroy`. */
export class AppTray {
  readonly #tray: Tray
  readonly #state: AppStateOwner
  readonly #act: (action: TrayAction) => void
  readonly #unsubscribe: () => void
  #shown = ''
  #tooltip = ''

  constructor(state: AppStateOwner, act: (action: TrayAction) => void) {
    this.#state = state
    this.#act = act
    const image = nativeImage.createFromPath(process.platform === 'darwin' ? trayTemplateIcon : trayIcon)
    this.#tray = new Tray(image)
    this.#tray.on('click', () => act({ type: 'open' }))
    this.#show()
    this.#unsubscribe = state.subscribe(() => this.#show())
  }

  destroy(): void {
    this.#unsubscribe()
    this.#tray.destroy()
  }

  #show(): void {
    const items = trayMenu(this.#state.state)
    const tooltip = trayTooltip(this.#state.state)
    if (tooltip !== this.#tooltip) this.#tray.setToolTip(tooltip)
    this.#tooltip = tooltip
    const key = JSON.stringify(items)
    if (key === this.#shown) return
    this.#shown = key
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#templates(items)))
  }

  #templates(items: readonly TrayItem[]): MenuItemConstructorOptions[] {
    // Where no radio item is checked, Electron checks the first one.
    const hasChosen = items.some((item) => item.type === 'choice' && item.isChosen)
    return items.map((item): MenuItemConstructorOptions => {
      switch (item.type) {
        case 'separator':
          return { type: 'separator' }
        case 'label':
          return { label: item.label, enabled: false }
        case 'action':
          return { label: item.label, click: () => this.#act(item.action) }
        case 'choice':
          return {
            label: item.label,
            type: hasChosen ? 'radio' : 'checkbox',
            checked: item.isChosen,
            click: () => this.#choose(item.action),
          }
        case 'submenu':
          return { label: item.label, submenu: this.#templates(item.items) }
      }
    })
  }

  /** The system has moved the mark already; the menu is made anew, so that it shows what is so. */
  #choose(action: TrayAction): void {
    this.#act(action)
    this.#shown = ''
    this.#show()
  }
}
