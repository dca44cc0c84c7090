/**
 * What Chromium's sandbox needs from a Linux machine. It stays on wherever it can; where it cannot, that is said.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { isRoot } from './machine.mjs'

/**
 * Chromium refuses to sandbox root, so root has to give the sandbox up. A fact of the machine, hence a flag on the
 * command line and never a default of the app.
 * @returns {string[]}
 */
export function sandboxFlags(platform = process.platform, root = isRoot()) {
  return platform === 'linux' && root ? ['--no-sandbox'] : []
}

/**
 * Whether the kernel lets an ordinary user's Chromium build its sandbox from user namespaces. A null reading means that
 * the setting does not exist here.
 * Source: Ubuntu 23.10 release notes (`kernel.apparmor_restrict_unprivileged_userns`), Debian's
 * `kernel.unprivileged_userns_clone`, user_namespaces(7) (`user.max_user_namespaces`).
 * @param {{ appArmorRestricts: string | null, clone: string | null, max: string | null }} settings
 */
export function allowsUserNamespaces(settings) {
  return (
    settings.appArmorRestricts?.trim() !== '1' &&
    settings.clone?.trim() !== '0' &&
    settings.max?.trim() !== '0'
  )
}

/**
 * Why Chromium could not start its sandbox here, with the command that helps; null when it can.
 * @param {string} electron its executable
 * @returns {string | null}
 */
export function sandboxProblem(electron) {
  if (process.platform !== 'linux' || isRoot()) return null
  const allowed = allowsUserNamespaces({
    appArmorRestricts: readSetting('kernel/apparmor_restrict_unprivileged_userns'),
    clone: readSetting('kernel/unprivileged_userns_clone'),
    max: readSetting('user/max_user_namespaces'),
  })
  const helper = join(dirname(electron), 'chrome-sandbox')
  if (allowed || isSetuidRoot(helper)) return null
  return (
    "This system does not let Electron start its sandbox from a user's folder. Allow it once, then try again:\n" +
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  )
}

/** @param {string} path */
function isSetuidRoot(path) {
  if (!existsSync(path)) return false
  const { uid, mode } = statSync(path)
  return uid === 0 && (mode & 0o4000) !== 0
}

/** @param {string} name */
function readSetting(name) {
  const path = join('/proc/sys', name)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
