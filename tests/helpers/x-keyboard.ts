/**
 * A keyboard on the X display, whose keys reach every program as a real one's do: Playwright's reach only a page.
 * Source: X Window System Protocol, appendix B; X Test Extension Protocol.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Keycodes of the evdev mapping that Xvfb begins with. */
const KEYCODES = { Control: 37, Shift: 50, Alt: 64, Space: 65, Q: 24, J: 44 } as const
export type XKey = keyof typeof KEYCODES

const LITTLE_ENDIAN = 0x6c
const QUERY_EXTENSION = 98
const FAKE_INPUT = 2
const KEY_PRESS = 2
const KEY_RELEASE = 3

export interface XKeyboard {
  /** Presses keys together, the modifiers first, and lets them go again. */
  press(...keys: readonly XKey[]): void
  close(): void
}

/** Connects to the display this process runs on. */
export async function openXKeyboard(): Promise<XKeyboard> {
  const socket = connect(`/tmp/.X11-unix/X${/:(\d+)/.exec(process.env['DISPLAY'] ?? '')?.[1] ?? '0'}`)
  await once(socket, 'connect')
  socket.write(setupRequest())
  const setup = await read(socket, 8)
  if (setup[0] !== 1) throw new Error('The X display does not let this process in')
  await read(socket, setup.readUInt16LE(6) * 4)
  socket.write(queryExtension('XTEST'))
  const reply = await read(socket, 32)
  if (reply[8] !== 1) throw new Error('The X display has no XTEST')
  const opcode = reply.readUInt8(9)
  return {
    press: (...keys) => {
      for (const key of keys) socket.write(fakeKey(opcode, KEY_PRESS, KEYCODES[key]))
      for (const key of keys.toReversed()) socket.write(fakeKey(opcode, KEY_RELEASE, KEYCODES[key]))
    },
    close: () => socket.end(),
  }
}

async function read(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const data: unknown = socket.read(bytes)
    if (Buffer.isBuffer(data)) return data
    await once(socket, 'readable')
  }
}

function setupRequest(): Buffer {
  const request = Buffer.alloc(12)
  request.writeUInt8(LITTLE_ENDIAN, 0)
  request.writeUInt16LE(11, 2)
  return request
}

function queryExtension(name: string): Buffer {
  const padded = Math.ceil(name.length / 4) * 4
  const request = Buffer.alloc(8 + padded)
  request.writeUInt8(QUERY_EXTENSION, 0)
  request.writeUInt16LE(request.length / 4, 2)
  request.writeUInt16LE(name.length, 4)
  request.write(name, 8, 'latin1')
  return request
}

function fakeKey(opcode: number, type: number, keycode: number): Buffer {
  const request = Buffer.alloc(36)
  request.writeUInt8(opcode, 0)
  request.writeUInt8(FAKE_INPUT, 1)
  request.writeUInt16LE(request.length / 4, 2)
  request.writeUInt8(type, 4)
  request.writeUInt8(keycode, 5)
  return request
}
