import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron'

/** Asks the user of a page for a file or folder; null when they give none. */
export async function askForPath(sender: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender)
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? null : (filePaths[0] ?? null)
}
