import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Watches its own event loop: a line in gives the longest hold-up since the last one, in ms. */
const PROGRAM = `
  const { monitorEventLoopDelay } = require('node:perf_hooks')
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  require('node:readline').createInterface(process.stdin).on('line', () => {
    console.log(histogram.max / 1e6)
    histogram.reset()
  })
`

/** A process that does nothing: how long it is held up is what the machine does to anybody. */
export class IdleProcess {
  readonly #process: ChildProcess

  constructor() {
    this.#process = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] })
  }

  /** The longest hold-up of its event loop since last asked, in ms. */
  async longestHoldUp(): Promise<number> {
    const { stdin, stdout } = this.#process
    if (!stdin || !stdout) throw new Error('The idle process has no pipes.')
    const lines = createInterface(stdout)
    stdin.write('\n')
    const [line]: unknown[] = await once(lines, 'line')
    lines.close()
    return Number(line)
  }

  stop(): void {
    this.#process.kill()
  }
}
