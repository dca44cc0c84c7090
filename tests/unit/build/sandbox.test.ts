import { expect, test } from 'vitest'

import { allowsUserNamespaces, sandboxFlags } from '../../../build/sandbox.mjs'

test('gives the sandbox up for root on Linux only', () => {
  expect([sandboxFlags('linux', true), sandboxFlags('linux', false), sandboxFlags('darwin', true)]).toEqual([
    ['--no-sandbox'],
    [],
    [],
  ])
})

test('sees each setting that keeps user namespaces from ordinary users', () => {
  const open = { appArmorRestricts: '0\n', clone: '1\n', max: '127236\n' }
  expect([
    allowsUserNamespaces(open),
    allowsUserNamespaces({ appArmorRestricts: null, clone: null, max: null }),
    allowsUserNamespaces({ ...open, appArmorRestricts: '1\n' }),
    allowsUserNamespaces({ ...open, clone: '0\n' }),
    allowsUserNamespaces({ ...open, max: '0\n' }),
  ]).toEqual([true, true, false, false, false])
})
