import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { MeasuredWindow, type WindowStart } from './measured-window.ts'
import { temporaryFolder } from './temporary-folders.ts'

const MAIN = `import { app, BrowserWindow } from 'electron'
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  })
  void window.loadFile('index.html')
})
app.on('window-all-closed', () => app.quit())
`
const PAGE = '<!doctype html><meta charset="utf-8"><title>Bare</title><textarea autofocus></textarea>'

/** The least an Electron app can be: one sandboxed window with one text field. Written anew into a temporary folder. */
export function writeBareApp(): WindowStart {
  const app = temporaryFolder()
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'bare-window', version: '1.0.0', type: 'module', main: 'main.js' }),
  )
  writeFileSync(join(app, 'main.js'), MAIN)
  writeFileSync(join(app, 'index.html'), PAGE)
  return { app, userData: temporaryFolder() }
}

/** A bare window that has been started once, so that its caches are filled as the app's are. */
export async function usedBareApp(): Promise<WindowStart> {
  const start = writeBareApp()
  const window = await MeasuredWindow.start(start)
  await window.quit()
  return start
}
