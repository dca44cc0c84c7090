import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { Figure } from './figure.ts'
import type { Measurement } from './measurement.ts'

const OUT = resolve(import.meta.dirname, '../../out')
const KILOBYTE = 1000

/** What ships of our own: everything built, the code of it, and the code that runs before the first picture. */
export const codeSize: Measurement = () => {
  const files = filesIn(OUT)
  const code = files.filter((path) => /\.(?:c?js|css|html)$/.test(path))
  const first = [...entryFiles(), join(OUT, 'main/index.js'), join(OUT, 'preload/index.cjs')]
  const electron = filesIn(dirname(process.execPath))
  const figure = (name: string, paths: readonly string[], sizeOf = bytesOf): Figure => ({
    name,
    unit: 'kB',
    samples: [sizeOf(paths) / KILOBYTE],
    baseline: { name: 'Electron', samples: [bytesOf(electron) / KILOBYTE] },
    goal: null,
  })
  return Promise.resolve([
    figure('app: all files', files),
    figure('app: code', code),
    { ...figure('app: code, compressed', code, compressedOf), baseline: null },
    { ...figure('app: entry files of main, preload and page', first), baseline: null },
    figure('DuckDB’s library for this system', nativeLibraries()),
  ])
}

/** The one thing that is not bundled. */
function nativeLibraries(): readonly string[] {
  const folder = resolve(import.meta.dirname, '../../node_modules/@duckdb')
  return readdirSync(folder)
    .filter((name) => name.startsWith('node-bindings-'))
    .flatMap((name) => filesIn(join(folder, name)))
}

/** What index.html names. */
function entryFiles(): readonly string[] {
  const page = readFileSync(join(OUT, 'renderer/index.html'), 'utf8')
  return [...page.matchAll(/(?:src|href)="\.?\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) =>
    join(OUT, 'renderer', path),
  )
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0)
}

function compressedOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)
}
