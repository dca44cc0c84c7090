/** Facts about the machine the command scripts run on. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, absolute. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

/** The oldest Node the command scripts run on. Source: `engines` of Vite 8 and oxlint 1. */
const oldestNode = /** @type {const} */ ([20, 19])

/** Stops a command with one plain sentence instead of a stack: the user can act on it, nothing is broken in here. */
export class Stop extends Error {}

/**
 * Whether a Node version such as `20.19.4` can run the command scripts.
 * @param {string} version
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

/** @throws {Stop} when the running Node is too old. */
export function requireNode() {
  if (!isNodeSupported(process.versions.node)) {
    throw new Stop(
      `Litedesk needs Node ${oldestNode.join('.')} or newer; this is Node ${process.versions.node}.`,
    )
  }
}

/** Whether the current user is root. Always false on Windows, which has no such user. */
export function isRoot() {
  return process.getuid?.() === 0
}

/**
 * Whether a window could be shown: always on macOS and Windows, on Linux only with an X or Wayland display.
 * An empty variable counts as unset.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 */
export function hasDisplay(platform, environment) {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}
