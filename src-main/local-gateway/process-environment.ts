import { delimiter, dirname } from 'node:path'

/**
 * What a program needs of the user's environment to find its files, the network and its certificates. Everything else,
 * other keys above all, stays with Litedesk.
 */
const NEEDED = new Set([
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TMP',
  'TZ',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
])
/** Where packages, and LiteLLM's database client, are fetched from; settings such as a company's mirror. */
const NEEDED_BEGINNINGS = ['LC_', 'PIP_', 'UV_', 'PRISMA_']

/** Without what makes a program tell more than lines, or what it tells late. */
const PLAIN_OUTPUT = { PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8', NO_COLOR: '1', TERM: 'dumb' }

/** The environment of a program Litedesk starts: what is needed of the user's, then `own`. */
export function processEnvironment(
  users: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const needed = Object.entries(users).filter((entry): entry is [string, string] => {
    const [name, value] = entry
    const upper = name.toUpperCase()
    return (
      value !== undefined &&
      (NEEDED.has(upper) || NEEDED_BEGINNINGS.some((beginning) => upper.startsWith(beginning)))
    )
  })
  return { ...Object.fromEntries(needed), ...PLAIN_OUTPUT, ...own }
}

/** The PATH with the folder of this program first, where its companions are. */
export function pathBeside(program: string, path: string | undefined): string {
  return [dirname(program), ...(path === undefined || path === '' ? [] : [path])].join(delimiter)
}
