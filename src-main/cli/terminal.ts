import { createInterface } from 'node:readline/promises'
import { StringDecoder } from 'node:string_decoder'
import { styleText } from 'node:util'

import { redact } from '../log/redact.ts'

/** The streams and habits of whoever started the command. */
export interface Terminal {
  /** Whether somebody sits there who can answer. */
  readonly isInteractive: boolean
  /** Standard output: what was asked for. */
  print(text: string): void
  /** Standard error: questions, progress, what went wrong. Keys are taken out. */
  note(text: string): void
  /** Standard output, coloured for a terminal. */
  readonly paint: (style: Style, text: string) => string
  /** Keys never to be shown, whatever their shape. */
  hide(secret: string): void
  /** Whether the answer was yes; an empty one is no. Only when interactive. */
  confirm(question: string): Promise<boolean>
  /** A line. Only when interactive. */
  ask(question: string): Promise<string>
  /** A line that is not echoed. Only when interactive. */
  askSecret(question: string): Promise<string>
  /** Standard input to its end. */
  readAll(): Promise<string>
}

export type Style = 'green' | 'red' | 'cyan' | 'yellow' | 'dim' | 'bold'

const MAX_INPUT_CHARACTERS = 65_536

/** This process's own terminal. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  const secrets: string[] = []
  const isColoured = stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
  const note = (text: string): void => {
    stderr.write(`${redact(text, secrets)}\n`)
  }
  return {
    isInteractive: stdin.isTTY && stderr.isTTY,
    print: (text) => {
      stdout.write(`${redact(text, secrets)}\n`)
    },
    note,
    paint: (style, text) => (isColoured ? styleText(style, text) : text),
    hide: (secret) => {
      secrets.push(secret)
    },
    ask: readAnswer,
    confirm: async (question) => /^y(es)?$/i.test(await readAnswer(`${question} [y/N] `)),
    askSecret: readSecret,
    readAll: async () => {
      let text = ''
      stdin.setEncoding('utf8')
      for await (const part of stdin) {
        text += String(part)
        if (text.length > MAX_INPUT_CHARACTERS) throw new RangeError('Standard input is too long.')
      }
      return text
    },
  }
}

/** Reads a line; the end of input is an empty one. Ctrl+C ends the process as it always does. */
async function readAnswer(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    lines.once('SIGINT', () => {
      lines.close()
      process.kill(process.pid, 'SIGINT')
    })
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return (await Promise.race([lines.question(question), ended])).trim()
  } finally {
    lines.close()
  }
}

/** Reads a line key by key, so that nothing of it is shown. Ctrl+C ends the process as it always does. */
function readSecret(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.resume()
  const decoder = new StringDecoder('utf8')
  let line = ''
  return new Promise((done) => {
    const finish = (): void => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
    }
    const onData = (bytes: Buffer): void => {
      for (const character of decoder.write(bytes)) {
        switch (character) {
          case '\r':
          case '\n':
          case '\u0004':
            finish()
            done(line.trim())
            return
          case '\u0003':
            finish()
            process.kill(process.pid, 'SIGINT')
            return
          case '\u007F':
          case '\b':
            line = line.slice(0, -1)
            break
          default:
            if (character >= ' ') line += character
        }
      }
    }
    stdin.on('data', onData)
  })
}
