import { expect, it } from 'vitest'

import { exitStatusOf } from '../../../../src-main/cli/exit-status.ts'

it.each([
  ['refused', 3],
  ['not-litellm', 3],
  ['timed-out', 3],
  ['key-unknown', 4],
  ['key-missing', 4],
  ['unauthorized', 4],
  ['config-invalid', 5],
  ['config-changed-on-disk', 6],
  ['config-read-only', 6],
  ['storage-failed', 6],
  ['model-unknown', 1],
  ['gone', 1],
  ['internal', 1],
] as const)('%s ends the command with %i', (kind, status) => {
  expect(exitStatusOf(kind)).toBe(status)
})
