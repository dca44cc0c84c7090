import { expect, test } from 'vitest'

import { staleReason } from '../../../build/dependencies.mjs'

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/vite/node_modules/zod': { version: '3.0.0', integrity: 'sha512-b' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-c', optional: true },
  },
}
const zod = wanted.packages['node_modules/zod']
const innerZod = wanted.packages['node_modules/vite/node_modules/zod']

test('is content when everything but builds for other systems is there', () => {
  const extra = { version: '1.0.0' }
  const packages = {
    'node_modules/zod': zod,
    'node_modules/vite/node_modules/zod': innerZod,
    'node_modules/own': extra,
  }
  expect(staleReason(wanted, { packages })).toBeNull()
})

test('says what is missing, unfinished, older or tampered with', () => {
  const packages = { 'node_modules/zod': zod, 'node_modules/vite/node_modules/zod': innerZod }
  const inner = 'node_modules/vite/node_modules/zod'
  expect([
    staleReason(wanted, null),
    staleReason(wanted, { packages: { 'node_modules/zod': zod } }),
    staleReason(wanted, { packages: { ...packages, [inner]: { version: '2.9.0', integrity: 'sha512-b' } } }),
    staleReason(wanted, { packages: { ...packages, [inner]: { version: '3.0.0', integrity: 'sha512-z' } } }),
  ]).toEqual([
    'node_modules is missing or unfinished',
    'zod is not installed',
    'zod 3.0.0 is asked for, 2.9.0 is installed',
    'zod 3.0.0 is asked for, 3.0.0 is installed',
  ])
})
