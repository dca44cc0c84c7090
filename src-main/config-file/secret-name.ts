/** What a secret is called; compared with the parts of a name, so `botToken`, `bot_token` and `BOT-TOKENS` are tokens. */
const SECRET_PARTS = new Set([
  'apikey',
  'authorization',
  'bearer',
  'cookie',
  'credential',
  'key',
  'passphrase',
  'passwd',
  'password',
  'pin',
  'pwd',
  'secret',
  'token',
])
/** Last parts of names of what belongs to a secret and is none, as in `tokenFile`. */
const ABOUT_SECRETS = new Set([
  'budget',
  'count',
  'endpoint',
  'env',
  'expiry',
  'field',
  'file',
  'format',
  'header',
  'length',
  'limit',
  'max',
  'mode',
  'name',
  'path',
  'prefix',
  'provider',
  'ref',
  'source',
  'ttl',
  'type',
  'uri',
  'url',
  'usage',
  'var',
  'window',
])
/** Parts right before `key` that make it a name of something. */
const KEYS_OF_THINGS = new Set([
  'cache',
  'dedupe',
  'foreign',
  'group',
  'idempotency',
  'main',
  'partition',
  'primary',
  'public',
  'routing',
  'session',
  'sort',
])
/** What a password is called: none of it is shown, since people make them and make them short. */
const PASSWORD_PARTS = new Set(['cookie', 'credential', 'passphrase', 'passwd', 'password', 'pin', 'pwd'])

/** Whether a member with this name holds a secret, going by the name. */
export function isSecretName(name: string): boolean {
  const parts = partsOf(name)
  if (ABOUT_SECRETS.has(parts.at(-1) ?? '')) return false
  return parts.some(
    (part, index) =>
      SECRET_PARTS.has(part) && !(part === 'key' && KEYS_OF_THINGS.has(parts[index - 1] ?? '')),
  )
}

/** Whether a secret of this name is one that people make up. */
export function isPasswordName(name: string): boolean {
  return partsOf(name).some((part) => PASSWORD_PARTS.has(part))
}

/** Whether what stands below this name is an environment or HTTP headers, where any text may be a secret. */
export function isSecretBlockName(name: string): boolean {
  const parts = partsOf(name)
  const last = parts.at(-1)
  // LiteLLM's own: `environment_variables`.
  if (last === 'variable' && parts.at(-2) === 'environment') return true
  return last === 'env' || last === 'environment' || last === 'header'
}

/** Lower-case and singular: `API_KEYS` is `api`, `key`; `x-apikey` is `x`, `apikey`. */
function partsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/s$/, ''))
}
