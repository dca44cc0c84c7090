import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The application's menu: on macOS the whole bar; elsewhere none is shown, but the editing roles keep their keys.
 * Litedesk's own shortcuts live in the renderer, where the help sheet lists them.
 */
export function setApplicationMenu(isDevelopment: boolean): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'togglefullscreen' },
        ...(isDevelopment ? [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
