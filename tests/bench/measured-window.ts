import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { asApp, testEnvironment } from '../../build/environment.mjs'
import { sandboxFlags } from '../../build/sandbox.mjs'
import { Devtools } from './devtools.ts'
import { releaseKeys, reportReady, type ReadyReport } from './page-probes.ts'
import { processTree } from './process-tree.ts'

const Attached = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) })
const BindingCall = z.object({ name: z.literal('benchReport'), payload: z.string() })
const Evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ exception: z.object({ description: z.string() }).partial() }).optional(),
})
const Report = z.object({ type: z.enum(['focused', 'accepted']), at: z.number() })

/** Longest wait for a program to end when asked, in ms. */
const QUIT_LIMIT_MS = 10_000
/** Pause between two attempts to type into a window that is coming up, in ms. */
const TYPE_EVERY_MS = 10

export interface WindowStart {
  /** Folder of the app. */
  readonly app: string
  readonly userData: string
  readonly environment?: Readonly<Record<string, string>>
  /** Also opens main's inspector, for `runInMain`; false when left out. */
  readonly inspectsMain?: boolean
}

/** An Electron app that was started to be measured: one window, watched through its DevTools port. */
export class MeasuredWindow {
  /** From starting the process to the first painted frame after a key reached the focused text field, in ms. */
  readonly acceptsTypingMs: number
  /** From starting the process to the text field having the focus, in ms. */
  readonly fieldFocusedMs: number
  readonly #process: ChildProcess
  readonly #devtools: Devtools
  readonly #sessionId: string
  readonly #main: Devtools | null

  private constructor(
    process: ChildProcess,
    devtools: Devtools,
    main: Devtools | null,
    sessionId: string,
    times: { readonly acceptsTypingMs: number; readonly fieldFocusedMs: number },
  ) {
    this.#process = process
    this.#devtools = devtools
    this.#main = main
    this.#sessionId = sessionId
    this.acceptsTypingMs = times.acceptsTypingMs
    this.fieldFocusedMs = times.fieldFocusedMs
  }

  /** Starts the app and types into it as soon as it listens. The key is swallowed, so nothing of it is kept. */
  static async start(start: WindowStart): Promise<MeasuredWindow> {
    const args = [
      start.app,
      ...sandboxFlags(),
      '--remote-debugging-port=0',
      ...(start.inspectsMain === true ? ['--inspect=0'] : []),
      `--user-data-dir=${start.userData}`,
    ]
    const env = { ...asApp(testEnvironment(process.env)), ...start.environment }
    const startedAt = Date.now()
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    // A bench that fails must leave nothing running.
    const end = () => child.kill('SIGKILL')
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    const [pages, inspector] = await Promise.all([
      addressIn(child, PAGES_LISTEN),
      start.inspectsMain === true ? addressIn(child, MAIN_LISTENS) : null,
    ])
    const devtools = await Devtools.connect(pages)
    const main = inspector === null ? null : await Devtools.connect(inspector)
    const attached = devtools.next(({ method, params }) => {
      if (method !== 'Target.attachedToTarget') return null
      const { sessionId, targetInfo } = Attached.parse(params)
      return targetInfo.type === 'page' ? sessionId : null
    })
    await devtools.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: true,
    })
    const sessionId = await attached
    const focused = reported(devtools, 'focused')
    const accepted = reported(devtools, 'accepted')
    const probe = `(${reportReady.toString()})()`
    await Promise.all([
      devtools.send('Runtime.enable', {}, sessionId),
      devtools.send('Runtime.addBinding', { name: 'benchReport' }, sessionId),
      devtools.send('Page.enable', {}, sessionId),
      devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: probe }, sessionId),
      // The document may be there already; before the first one there is nothing to run it in.
      devtools.send('Runtime.evaluate', { expression: probe }, sessionId).catch(() => null),
    ])
    const fieldFocusedMs = (await focused) - startedAt
    const key = { key: 'a', code: 'KeyA', text: 'a', windowsVirtualKeyCode: 65 }
    let acceptsTypingMs: number | null = null
    while (acceptsTypingMs === null) {
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }, sessionId)
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }, sessionId)
      acceptsTypingMs = await Promise.race([
        accepted.then((at) => at - startedAt),
        delay(TYPE_EVERY_MS).then(() => null),
      ])
    }
    const window = new MeasuredWindow(child, devtools, main, sessionId, { acceptsTypingMs, fieldFocusedMs })
    await window.run(releaseKeys, null, z.unknown())
    return window
  }

  /** The app's processes that run now. */
  processes(): readonly number[] {
    return this.#process.pid === undefined ? [] : processTree(this.#process.pid)
  }

  /** Runs a function in the page; it may use nothing but its argument and the page's globals. */
  async run<Input, Output extends z.ZodType>(
    work: (input: Input) => unknown,
    input: Input,
    output: Output,
  ): Promise<z.output<Output>> {
    return output.parse(await evaluated((params) => this.send('Runtime.evaluate', params), work, input))
  }

  /** Runs a function in main, which was started with `inspectsMain`; the same holds for it as for the page's. */
  async runInMain<Input, Output extends z.ZodType>(
    work: (input: Input) => unknown,
    input: Input,
    output: Output,
  ): Promise<z.output<Output>> {
    const main = this.#main
    if (main === null) throw new Error('Main was started without its inspector.')
    return output.parse(await evaluated((params) => main.send('Runtime.evaluate', params), work, input))
  }

  /** Asks the page's DevTools. */
  send(method: string, params: object = {}): Promise<unknown> {
    return this.#devtools.send(method, params, this.#sessionId)
  }

  /** Types into what has the focus, then presses Enter. */
  async typeAndEnter(text: string): Promise<void> {
    await this.send('Input.insertText', { text })
    const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter })
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
  }

  /** Quits as a user would; a program that does not end is killed. */
  async quit(): Promise<void> {
    const gone = once(this.#process, 'exit')
    const force = setTimeout(() => this.#process.kill('SIGKILL'), QUIT_LIMIT_MS)
    // Node does not end before its debugger has left.
    this.#main?.close()
    // The connection may break before the answer has come.
    this.#devtools.send('Browser.close').catch(() => null)
    await gone
    clearTimeout(force)
  }
}

const PAGES_LISTEN = /^DevTools listening on (ws:\S+)/
const MAIN_LISTENS = /^Debugger listening on (ws:\S+)/

/** The address in the first line an app writes that fits. */
async function addressIn(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (!child.stderr) throw new Error('The app has no standard error.')
  const lines = createInterface(child.stderr)
  const said: string[] = []
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line)
      const address = pattern.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (status) =>
      reject(new Error(`The app ended with ${String(status)}:\n${said.join('\n')}`)),
    )
  })
}

/** What a function comes to where `evaluate` runs it. */
async function evaluated<Input>(
  evaluate: (params: object) => Promise<unknown>,
  work: (input: Input) => unknown,
  input: Input,
): Promise<unknown> {
  const expression = `(${work.toString()})(${JSON.stringify(input)})`
  const answer = Evaluated.parse(await evaluate({ expression, awaitPromise: true, returnByValue: true }))
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description)
  return answer.result.value
}

function reported(devtools: Devtools, type: ReadyReport['type']): Promise<number> {
  return devtools.next(({ method, params }) => {
    if (method !== 'Runtime.bindingCalled') return null
    const call = BindingCall.safeParse(params)
    if (!call.success) return null
    const report = Report.parse(JSON.parse(call.data.payload))
    return report.type === type ? report.at : null
  })
}
