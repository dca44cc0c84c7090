import { expect, test } from 'vitest'

import { installerFailure, judgeBinary } from '../../../build/electron-binary.mjs'

test('keeps a binary that runs and has a known version', () => {
  expect([
    judgeBinary(null, '45.4.1'),
    judgeBinary({ version: '45.4.1', isExecutable: true }, '45.4.1'),
    judgeBinary({ version: '45.4.1', isExecutable: false }, '45.4.1'),
    judgeBinary({ version: '42.0.0', isExecutable: true }, '45.4.1'),
    judgeBinary({ version: '44.0.0', isExecutable: true }, '45.4.1'),
  ]).toEqual(['missing', 'official', 'missing', 'stand-in', 'missing'])
})

test('takes the cause out of what the installer printed', () => {
  const stack = 'TypeError: fetch failed\n    at node:internal/deps/undici/undici:14976:13\n'
  expect([
    installerFailure(stack),
    installerFailure(
      `(node:1) Warning: experimental\n${stack}  [cause]: Error: getaddrinfo ENOTFOUND host\n`,
    ),
    installerFailure(''),
  ]).toEqual(['fetch failed', 'Error: getaddrinfo ENOTFOUND host', 'the installer gave no reason'])
})
