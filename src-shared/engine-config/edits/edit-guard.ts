import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import { pathText } from '../../config-document/config-path.ts'
import { isConfigArray, isConfigObject } from '../../config-document/config-value.ts'
import { valueIn } from '../config-lookup.ts'
import { findIncludes, type IncludeSite, type IncludeSites } from '../include-sites.ts'

/**
 * Why an operation of the form cannot be done. `include`: what it would change comes, or may come, from another file.
 * `missing`: what it is about is not there. `taken`: the name is in use. `unusable`: no engine could use the name.
 */
export type EngineEditFault = 'include' | 'missing' | 'taken' | 'unusable'

/** An operation of the form that cannot be done; nothing has changed. The message is one sentence for people. */
export class EngineEditError extends Error {
  override readonly name = 'EngineEditError'
  readonly fault: EngineEditFault
  readonly path: ConfigPath

  constructor(fault: EngineEditFault, path: ConfigPath, message: string) {
    super(message)
    this.fault = fault
    this.path = path
  }
}

/** The edits themselves. Throws EngineEditError where an include is in the way of one. */
export function guarded(root: ConfigValue, edits: readonly ConfigEdit[]): ConfigEdit[] {
  const site = blockingInclude(findIncludes(root), root, edits)
  if (site) {
    const files = site.targets.map(({ text }) => text).join(', ')
    const where = site.path.length === 0 ? 'The file' : pathText(site.path)
    throw new EngineEditError(
      'include',
      site.path,
      `${where} includes ${files || 'another file'}, so this has to be changed there.`,
    )
  }
  return [...edits]
}

/**
 * The include that keeps edits from having the effect they are meant to have; null when none does. Beside an include, what
 * the file itself has wins for scalars, while lists of both are put together. So a scalar that is in the file may be
 * replaced, and under an include at the root one may be added and an existing list be changed.
 * Source: engine config contract §2.1, §7.
 */
export function blockingInclude(
  includes: IncludeSites,
  root: ConfigValue,
  edits: readonly ConfigEdit[],
): IncludeSite | null {
  if (includes.all.length === 0) return null
  for (const edit of edits) {
    const site = blockOf(edit, includes, root)
    if (site) return site
  }
  return null
}

function blockOf(edit: ConfigEdit, includes: IncludeSites, root: ConfigValue): IncludeSite | null {
  const { path } = edit
  const isElement = typeof path.at(-1) === 'number'
  if (edit.type !== 'insert' && edit.type !== 'move') {
    const within = includes.within(path)[0]
    if (within) return within
  }
  const around = includes.around(isElement && edit.type !== 'set' ? path.slice(0, -1) : path)
  const [nearest] = around
  if (!nearest) return null
  const current = valueIn(root, path)
  const isScalarSet = edit.type === 'set' && !isContainer(edit.value)
  if (isScalarSet && current !== undefined && !isContainer(current)) return null
  const inner = around.find((site) => site.path.length > 0)
  if (inner) return inner
  if (edit.type === 'set') return isScalarSet || !holdsList(edit.value) ? null : nearest
  return null
}

function isContainer(value: ConfigValue): boolean {
  return isConfigArray(value) || isConfigObject(value)
}

function holdsList(value: ConfigValue): boolean {
  if (isConfigArray(value)) return true
  return isConfigObject(value) && Object.values(value).some(holdsList)
}
