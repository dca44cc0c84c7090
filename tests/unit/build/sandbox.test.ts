import { expect, test } from 'vitest'

import { allowsUserNamespaces, sandboxFlags } from '../../../build/sandbox.mjs'

test('gives the sandbox up for root on Linux only', () => {
  expect([sandboxFlags('linux', true), sandboxFlags('linux', false), sandboxFlags('darwin', true)]).toEqual([
    ['--no-sandbox'],
    [],
    [],
  ])
})

test('sees what keeps user namespaces from ordinary users', () => {
  expect([
    allowsUserNamespaces(null, 0),
    allowsUserNamespaces('0\n', 0),
    allowsUserNamespaces('0\n', null),
    allowsUserNamespaces('1\n', 0),
    allowsUserNamespaces(null, 1),
  ]).toEqual([true, true, true, false, false])
})
