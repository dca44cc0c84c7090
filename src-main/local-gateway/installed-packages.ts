import { open, readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What stands in the metadata of an environment, read without running anything in it. */
export interface InstalledLiteLlm {
  readonly version: string
  /** Whether what the gateway needs beside LiteLLM itself is there. */
  readonly hasProxy: boolean
  /** The folder of its packages, absolute. */
  readonly packages: string
}

/** Enough for the first line of a script, in bytes. */
const HEAD_BYTES = 1024
const INTERPRETER = /^#!\s*(?:\/usr\/bin\/env\s+)?["']?(\/[^\s"']*python[\d.]*)/
/** How installers write it where the path is long or has spaces. */
const WRAPPED_INTERPRETER = /^'''exec' ["']?(\/[^"'\n]*?python[\d.]*)["']? "\$0"/m

/**
 * The LiteLLM that the `litellm` script at this path runs. Read from the names of folders: one malicious release runs as soon
 * as its Python starts, so nothing is started to learn a version. null where the script does not tell its environment.
 */
export async function installedBeside(script: string): Promise<InstalledLiteLlm | null> {
  const real = await realpath(script).catch(() => script)
  const python = await interpreterOf(real)
  const folders = [dirname(real), ...(python === null ? [] : [dirname(python)])]
  for (const folder of new Set(folders)) {
    for (const packages of await packageFolders(dirname(folder))) {
      const found = await litellmIn(packages)
      if (found !== null) return found
    }
  }
  return null
}

async function interpreterOf(script: string): Promise<string | null> {
  const handle = await open(script, 'r').catch(() => null)
  if (handle === null) return null
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const head = buffer.toString('utf8', 0, bytesRead)
    return (INTERPRETER.exec(head) ?? WRAPPED_INTERPRETER.exec(head))?.[1] ?? null
  } finally {
    await handle.close()
  }
}

async function packageFolders(prefix: string): Promise<string[]> {
  const folders = [join(prefix, 'Lib', 'site-packages')]
  for (const name of await namesIn(join(prefix, 'lib'))) {
    if (!/^python3(?:\.\d+)?$/.test(name)) continue
    folders.push(join(prefix, 'lib', name, 'site-packages'), join(prefix, 'lib', name, 'dist-packages'))
  }
  return folders
}

async function litellmIn(packages: string): Promise<InstalledLiteLlm | null> {
  const names = await namesIn(packages)
  const version = names.flatMap((name) => /^litellm-(\d[^-]*)\.dist-info$/.exec(name)?.[1] ?? [])[0]
  if (version === undefined) return null
  const has = (name: string): boolean => names.some((other) => other.startsWith(`${name}-`))
  return { version, hasProxy: has('fastapi') && has('uvicorn'), packages }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
