import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'

import trayIcon from '../../build/icons/tray.png?asset'
import trayTemplateIcon from '../../build/icons/trayTemplate.png?asset'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import { trayMenu, trayTooltip, type TrayAction, type TrayItem } from './tray-menu.ts'

/** Shows the tray's icon and keeps its menu in step with the state until `destroy`. */
export class AppTray {
  readonly #tray: Tray
  readonly #unsubscribe: () => void
  #shown = ''

  constructor(state: AppStateOwner, act: (action: TrayAction) => void) {
    const image = nativeImage.createFromPath(process.platform === 'darwin' ? trayTemplateIcon : trayIcon)
    this.#tray = new Tray(image)
    this.#tray.on('click', () => act({ type: 'open' }))
    const show = (): void => {
      const items = trayMenu(state.state)
      const key = JSON.stringify(items)
      if (key === this.#shown) return
      this.#shown = key
      this.#tray.setToolTip(trayTooltip(state.state))
      this.#tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => toTemplate(item, act))))
    }
    show()
    this.#unsubscribe = state.subscribe(show)
  }

  destroy(): void {
    this.#unsubscribe()
    this.#tray.destroy()
  }
}

function toTemplate(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.type) {
    case 'separator':
      return { type: 'separator' }
    case 'label':
      return { label: item.label, enabled: false }
    case 'action':
      return { label: item.label, click: () => act(item.action) }
    case 'choice':
      return { label: item.label, type: 'radio', checked: item.isChosen, click: () => act(item.action) }
    case 'submenu':
      return { label: item.label, submenu: item.items.map((inner) => toTemplate(inner, act)) }
  }
}
