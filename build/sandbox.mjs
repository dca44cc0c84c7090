/**
 * What Chromium's sandbox needs from a Linux machine. It stays on wherever it can; where it cannot, that is said.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { isRoot } from './machine.mjs'
import { captureCommand } from './run-command.mjs'

/**
 * Chromium refuses to sandbox root, so root has to give the sandbox up. A fact of the machine, hence a flag on the
 * command line and never a default of the app.
 * @returns {string[]}
 */
export function sandboxFlags(platform = process.platform, root = isRoot()) {
  return platform === 'linux' && root ? ['--no-sandbox'] : []
}

/**
 * Whether an ordinary user's Chromium can build its sandbox from user namespaces.
 * @param {string | null} appArmorRestricts `kernel.apparmor_restrict_unprivileged_userns`, null where the kernel has no
 * such setting. With it, an attempt may seem to succeed and the namespace be useless. Source: Ubuntu 23.10 release notes
 * @param {number | null} attempt the exit status of `unshare --user --map-root-user true`, null where there is no
 * unshare; it fails where a setting, a container's filter or a chroot forbids user namespaces. Source:
 * user_namespaces(7)
 */
export function allowsUserNamespaces(appArmorRestricts, attempt) {
  return appArmorRestricts?.trim() !== '1' && (attempt === null || attempt === 0)
}

/**
 * Why Chromium could not start its sandbox here, with the command that helps; null when it can.
 * @param {string} electron its executable
 * @returns {string | null}
 */
export function sandboxProblem(electron) {
  if (process.platform !== 'linux' || isRoot()) return null
  const attempt = captureCommand('unshare', ['--user', '--map-root-user', 'true']).status
  const allowed = allowsUserNamespaces(readSetting('kernel/apparmor_restrict_unprivileged_userns'), attempt)
  const helper = join(dirname(electron), 'chrome-sandbox')
  if (allowed || isSetuidRoot(helper)) return null
  return (
    'This system does not let an ordinary user start the sandbox of Electron. Allow it once, then try again:\n' +
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
