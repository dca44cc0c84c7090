import { existsSync } from 'node:fs'

import { mustRun } from './run-program.ts'

/** Installs Debian packages where that is possible without asking: as root, with apt. Throws otherwise. */
export async function installDebianPackages(names: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `please install ${names.join(' and ')} (Debian’s names) with the system’s package manager`,
    )
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  // Another apt may be running, as on a machine that has just started.
  const apt = (args: readonly string[]) =>
    mustRun('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], { environment })
  await apt(['update'])
  await apt(['install', '-y', '--no-install-recommends', ...names])
}
