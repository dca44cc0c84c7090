import type { InstallStep } from '#shared/local-gateway.ts'

import { INSTALLED_PACKAGES } from './release.ts'

/** How far an installation is. */
export interface InstallProgress {
  readonly step: InstallStep
  readonly done: number | null
  readonly total: number | null
  readonly detail: string | null
}

export const firstProgress: InstallProgress = { step: 'preparing', done: null, total: null, detail: null }

/** The progress after a line of uv's or pip's output; the same object when the line tells nothing. */
export function afterInstallerLine(progress: InstallProgress, line: string): InstallProgress {
  const text = line.trim()
  const resolved = /^Resolved (\d+) packages?/.exec(text)?.[1]
  if (resolved !== undefined)
    return { step: 'downloading', done: null, total: Number(resolved), detail: null }
  if (/^Prepared \d+ packages?/.test(text)) {
    return { ...progress, step: 'installing', done: progress.total, detail: null }
  }
  if (text.startsWith('Installing collected packages')) {
    return { ...progress, step: 'installing', done: progress.total, detail: null }
  }
  // pip tells of each package as it has found it, and fetches it in the same breath.
  const wheel =
    /^(?:Downloading|Using cached|Processing) (?:\S*[\\/])?([A-Za-z\d._]+)-(\d[^-\s]*)-\S+\.whl/.exec(text)
  if (wheel !== null) {
    const done = Math.min((progress.done ?? 0) + 1, INSTALLED_PACKAGES)
    return { step: 'downloading', done, total: INSTALLED_PACKAGES, detail: `${wheel[1]} ${wheel[2]}` }
  }
  const begun = /^Downloading ([\w.-]+) \(([\d.]+ ?[KMG]i?B)\)$/.exec(text)
  if (begun !== null) return { ...progress, step: 'downloading', detail: `${begun[1]} (${begun[2]})` }
  return progress
}
