import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const IMPORT = /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm

/** Everything that is loaded when a file is, with what it loads later on. */
function loadedBy(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>()
  const open = [join(root, entry)]
  for (const file of open) {
    if (loaded.has(file)) continue
    loaded.add(file)
    if (!existsSync(file)) continue
    for (const [, named, later] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      open.push(resolved(named ?? later ?? '', file))
    }
  }
  return loaded
}

/** Of a package, its name. */
function resolved(specifier: string, from: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier)
  const own = /^#(main|shared)\/(.*)$/.exec(specifier)
  return own ? join(root, `src-${own[1]}`, own[2] ?? '') : specifier
}

test('YAML is never read in main’s own thread', () => {
  const main = loadedBy('src-main/index.ts')
  expect(main).toContain(join(root, 'src-main/routing/routing-client.ts'))
  expect(main).not.toContain('yaml')
  expect(loadedBy('src-main/routing/routing-worker.ts')).toContain('yaml')
})
