import type { ConfigPath } from '#shared/config-document/config-edit.ts'

import { pathKey } from './form-context.ts'

const shown: readonly ConfigPath[] = [
  ['models', 'mode'],
  ['models', 'providers'],
  ['agents', 'defaults', 'model'],
  ['agents', 'defaults', 'imageModel'],
  ['agents', 'defaults', 'models'],
]

/** Whether the form has a place for what stands at a path. */
export function hasFormPlace(path: ConfigPath): boolean {
  const isAgentModel = startsWith(path, ['agents', 'list']) && path[3] === 'model'
  return isAgentModel || shown.some((start) => startsWith(path, start))
}

/** The attributes of the element in the form that stands for a path. */
export function formPlace(path: ConfigPath): { readonly 'data-config-path': string } {
  return { 'data-config-path': pathKey(path) }
}

/** The element that stands for a path, or for the nearest one around it; null when there is none. */
export function findFormPlace(form: ParentNode, path: ConfigPath): HTMLElement | null {
  for (let length = path.length; length > 0; length -= 1) {
    const key = CSS.escape(pathKey(path.slice(0, length)))
    const element = form.querySelector<HTMLElement>(`[data-config-path="${key}"]`)
    if (element !== null) return element
  }
  return null
}

/** The path that an element of the form stands for, or is part of; null when it is part of none. */
export function placeOf(element: Element): ConfigPath | null {
  const key = element.closest<HTMLElement>('[data-config-path]')?.dataset['configPath']
  return key === undefined ? null : (JSON.parse(key) as ConfigPath)
}

/** Whether a path is another one or lies inside it. */
export function startsWith(path: ConfigPath, start: ConfigPath): boolean {
  return start.every((step, index) => path[index] === step)
}
