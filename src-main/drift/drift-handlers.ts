import type { Handlers } from '../ipc/serve.ts'
import type { DriftCheck } from './drift-check.ts'

/** The drift check, as the renderer asks for it. */
export function driftHandlers(drift: DriftCheck): Handlers {
  return {
    'drift:check': (question) => drift.check(question),
    'drift:mend': (mending) => drift.mend(mending),
  }
}
