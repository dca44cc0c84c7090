import type { ConfigPath } from './config-edit.ts'

/** How deep a config may be nested. Engines need about ten levels; the limit keeps recursion over values safe. */
export const MAX_DEPTH = 500

/** A path as people write it: `models.providers["my proxy"].models[0]`; `the document` for the root. */
export function pathText(path: ConfigPath): string {
  if (path.length === 0) return 'the document'
  return path.map((step, index) => stepText(step, index === 0)).join('')
}

function stepText(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`
  return isFirst ? step : `.${step}`
}
