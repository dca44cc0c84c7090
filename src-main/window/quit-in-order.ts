import { app } from 'electron'

import { log } from '../log/log.ts'

/** What ends with the program. */
interface Endings {
  /** Windows that closing would leave in the tray. */
  readonly windows: readonly { prepareToQuit(): void }[]
  /** Ends what is over at once, and answers with what takes its time: each begins when the one before it has ended. */
  readonly end: () => readonly (() => unknown)[]
  /** Comes last, whatever failed before. */
  readonly last: () => unknown
}

/** Holds the program's end back until everything is stopped and stored; where windows are the program, it ends with the last of them. */
export function quitInOrder({ windows, end, last }: Endings): void {
  let isDone = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', () => {
    for (const window of windows) window.prepareToQuit()
  })
  app.on('will-quit', (event) => {
    if (isDone) return
    event.preventDefault()
    void inTurn(end())
      .catch(complain)
      .then(last)
      .catch(complain)
      .finally(() => {
        isDone = true
        app.quit()
      })
  })
}

/** Throws what the first one to fail throws; those after it are not begun. */
async function inTurn(steps: readonly (() => unknown)[]): Promise<void> {
  for (const step of steps) await step()
}

function complain(cause: unknown): void {
  log.error('Quitting was not clean', cause)
}
