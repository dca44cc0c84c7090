/** Makes sure that a Linux machine has the shared libraries and programs that Electron and its tests need. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { isRoot, Stop } from './machine.mjs'
import { captureCommand } from './run-command.mjs'
import { seconds } from './duration.mjs'

/** Debian packages that hold what Electron is linked with or loads. */
const appPackages = [
  'libasound2',
  'libatspi2.0-0',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libxkbcommon0',
  'libxss1',
]

/** Debian packages for a desktop session without a desktop: see desktop-session.mjs. */
const sessionPackages = ['dbus', 'gnome-keyring', 'xvfb']

/** Programs that desktop-session.mjs starts. */
const sessionPrograms = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon']

/** Since their change to 64-bit time, Debian 13 and Ubuntu 24.04 name some packages so. */
const time64Suffix = 't64'

/**
 * The shared libraries a program wants and the system does not have.
 * @param {string} output what `ldd <program>` printed
 * @returns {string[]} names such as `libgtk-3.so.0`, each once
 */
export function missingLibraries(output) {
  return [...new Set(Array.from(output.matchAll(/^\s*(\S+) => not found/gm), (match) => match[1] ?? ''))]
}

/**
 * Whether a system installs its packages with apt.
 * @param {string} osRelease the content of /etc/os-release. Source: os-release(5)
 */
export function isDebianFamily(osRelease) {
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(osRelease)
}

/**
 * The packages apt could install.
 * @param {string} output what `apt-cache policy <names>` printed; unknown names are absent from it, virtual ones have
 * the candidate `(none)`
 */
export function installablePackages(output) {
  return new Set(
    Array.from(
      output.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm),
      (match) => match[1] ?? '',
    ),
  )
}

/**
 * The names these packages have on this release of Debian or Ubuntu.
 * @param {readonly string[]} packages
 * @param {ReadonlySet<string>} installable
 * @returns {string[]} a name that is not installable under any spelling stays as it is, for apt to complain about
 */
export function localPackageNames(packages, installable) {
  return packages.map((name) => {
    const renamed = name + time64Suffix
    return !installable.has(name) && installable.has(renamed) ? renamed : name
  })
}

/**
 * The arguments for apt-get that install these packages without asking.
 * @param {readonly string[]} packages
 */
function aptArguments(packages) {
  return ['install', '-y', '--no-install-recommends', ...packages]
}

/**
 * The command an administrator can paste to install these packages.
 * @param {readonly string[]} packages
 */
export function aptCommand(packages) {
  return `sudo apt-get update && sudo apt-get ${aptArguments(packages).join(' ')}`
}

/**
 * Installs missing system libraries where that is possible without asking. Does nothing outside Linux.
 * @param {{ executable: string, needsSession: boolean }} need Electron's executable, and whether a desktop session is
 * going to be started for it
 * @throws {Stop} with the command to run when this user cannot install them
 */
export function prepareSystemLibraries(need) {
  if (process.platform !== 'linux') return
  const missing = missingParts(need)
  if (missing.length === 0) return
  const wanted = need.needsSession ? [...appPackages, ...sessionPackages] : appPackages
  if (!existsSync('/etc/os-release') || !isDebianFamily(readFileSync('/etc/os-release', 'utf8'))) {
    throw new Stop(
      `Electron needs ${missing.join(', ')}; please install them with this system's package manager.`,
    )
  }
  if (!isRoot()) {
    throw new Stop(
      `Electron needs ${missing.join(', ')}. Install them, then try again:\n  ${aptCommand(namesHere(wanted))}`,
    )
  }
  console.log(`Installing system libraries: ${missing.join(', ')} missing.`)
  const start = performance.now()
  apt(['update', '-qq'])
  apt(aptArguments(namesHere(wanted)))
  const left = missingParts(need)
  if (left.length > 0)
    throw new Stop(`Electron still needs ${left.join(', ')} after installing system libraries.`)
  console.log(`System libraries installed in ${seconds(performance.now() - start)}.`)
}

/** @param {{ executable: string, needsSession: boolean }} need */
function missingParts({ executable, needsSession }) {
  // Where there is no ldd, Electron itself will say what it misses.
  const libraries = missingLibraries(captureCommand('ldd', [executable]).output)
  if (!needsSession) return libraries
  const loaded = captureCommand('/sbin/ldconfig', ['-p'])
  // Loaded at run time for the key store, so ldd does not list it.
  const keyStore =
    loaded.status === 0 && !loaded.output.includes('libsecret-1.so.0') ? ['libsecret-1.so.0'] : []
  return [...libraries, ...keyStore, ...sessionPrograms.filter((name) => !isOnPath(name))]
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      // Not in this folder; the next one may have it.
      return false
    }
  })
}

/** @param {readonly string[]} packages */
function namesHere(packages) {
  const names = packages.flatMap((name) => [name, name + time64Suffix])
  const environment = { ...process.env, LC_ALL: 'C' }
  return localPackageNames(
    packages,
    installablePackages(captureCommand('apt-cache', ['policy', ...names], { environment }).output),
  )
}

/** @param {readonly string[]} args */
function apt(args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  // Another apt may be running, as on a machine that has just started.
  const result = captureCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { environment })
  if (result.status !== 0) {
    throw new Stop(`apt-get ${args.join(' ')} failed:\n${(result.errors || result.output).trim()}`)
  }
}
