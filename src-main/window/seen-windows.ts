import { BrowserWindow } from 'electron'

/** Whether one of the windows is in sight. */
export function isAnyWindowSeen(): boolean {
  return BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized())
}
