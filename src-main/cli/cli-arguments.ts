import { parseArgs, type ParseArgsConfig } from 'node:util'

import { EngineKind } from '#shared/engine.ts'

import { redact } from '../log/redact.ts'

/** Which engine's file is meant. */
export interface Target {
  /** null when left out: then there has to be only one. */
  readonly engine: EngineKind | null
  readonly profile: string | null
  /** Path of a config file, as it was typed. */
  readonly config: string | null
}

/** `litedesk onboard …`, as it was typed; null for what was left out. */
export interface OnboardOptions {
  readonly target: Target
  readonly baseUrl: string | null
  /** `-` for standard input. */
  readonly key: string | null
  /** Model names of the gateway; empty when left out. */
  readonly models: readonly string[]
  readonly primary: string | null
  readonly gatewayMode: 'local' | 'none' | null
  readonly keyPlace: 'env-file' | 'auth-profile' | null
  readonly isDryRun: boolean
  readonly isConfirmed: boolean
}

/** What was asked for. */
export type Command =
  | { readonly name: 'help'; readonly about: CommandName | null }
  | { readonly name: 'version' }
  | { readonly name: 'onboard'; readonly isJson: boolean; readonly options: OnboardOptions }
  | {
      readonly name: 'models'
      readonly isJson: boolean
      readonly target: Target
      /** Whether to ask the gateway, too. */
      readonly withGateway: boolean
      readonly baseUrl: string | null
      readonly key: string | null
    }
  | { readonly name: 'use'; readonly isJson: boolean; readonly target: Target; readonly ref: string }
  | { readonly name: 'status'; readonly isJson: boolean; readonly target: Target }
  | { readonly name: 'undo'; readonly isJson: boolean; readonly target: Target }

export const commandNames = ['onboard', 'models', 'use', 'status', 'undo'] as const
export type CommandName = (typeof commandNames)[number]

/** What was typed cannot be understood; the message says how to put it right, without a key in it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(redact(message))
    this.name = 'UsageError'
  }
}

/** The one way in that there is. Source: engine config contract, "What onboard writes". */
const AUTH_CHOICE = 'litellm-api-key'

const everywhere = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

const ofTarget = {
  engine: { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

const ofGateway = {
  'base-url': { type: 'string' },
  'litellm-api-key': { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** Reads the arguments after the program's name. Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [first, ...rest] = args
  if (first === undefined || first === 'help') return { name: 'help', about: commandName(rest[0]) }
  if (first === '--help' || first === '-h') return { name: 'help', about: null }
  if (first === '--version') return { name: 'version' }
  const name = commandName(first)
  if (name === null) {
    throw new UsageError(
      first.startsWith('-')
        ? `A command comes first: ${commandNames.join(', ')}.`
        : `There is no command "${first}". There are ${commandNames.join(', ')}.`,
    )
  }
  if (rest.includes('--help') || rest.includes('-h')) return { name: 'help', about: name }
  switch (name) {
    case 'onboard':
      return parseOnboard(rest)
    case 'models':
      return parseModels(rest)
    case 'use':
      return parseUse(rest)
    case 'status':
    case 'undo': {
      const { values } = read(rest, { ...everywhere, ...ofTarget })
      return { name, isJson: values.json ?? false, target: targetOf(values) }
    }
  }
}

function parseOnboard(args: readonly string[]): Command {
  const { values } = read(args, {
    ...everywhere,
    ...ofTarget,
    ...ofGateway,
    'auth-choice': { type: 'string' },
    model: { type: 'string', multiple: true },
    primary: { type: 'string' },
    'gateway-mode': { type: 'string' },
    'key-place': { type: 'string' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
  })
  const choice = values['auth-choice']
  if (choice !== undefined && choice !== AUTH_CHOICE) {
    throw new UsageError(`--auth-choice can only be ${AUTH_CHOICE}.`)
  }
  return {
    name: 'onboard',
    isJson: values.json ?? false,
    options: {
      target: targetOf(values),
      baseUrl: values['base-url'] ?? null,
      key: values['litellm-api-key'] ?? null,
      models: [...new Set(values.model)],
      primary: values.primary ?? null,
      gatewayMode: oneOf('--gateway-mode', ['local', 'none'], values['gateway-mode']),
      keyPlace: oneOf('--key-place', ['env-file', 'auth-profile'], values['key-place']),
      isDryRun: values['dry-run'] ?? false,
      isConfirmed: values.yes ?? false,
    },
  }
}

function parseModels(args: readonly string[]): Command {
  const { values } = read(args, { ...everywhere, ...ofTarget, ...ofGateway, gateway: { type: 'boolean' } })
  return {
    name: 'models',
    isJson: values.json ?? false,
    target: targetOf(values),
    withGateway: values.gateway ?? false,
    baseUrl: values['base-url'] ?? null,
    key: values['litellm-api-key'] ?? null,
  }
}

function parseUse(args: readonly string[]): Command {
  const { values, positionals } = read(args, { ...everywhere, ...ofTarget }, true)
  const [ref, ...more] = positionals
  if (ref === undefined || more.length > 0) {
    throw new UsageError('Say which model: litedesk use <provider/model>.')
  }
  if (!/^[^/]+\/./.test(ref)) {
    throw new UsageError(`"${ref}" is not a model of a provider: write it as provider/model.`)
  }
  return { name: 'use', isJson: values.json ?? false, target: targetOf(values), ref }
}

function read<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: args.map(String), options, allowPositionals, strict: true })
  } catch (cause) {
    throw new UsageError(parserWords(cause))
  }
}

/** The words of Node's parser, but never an argument without a dash: it may be a key that slipped. */
function parserWords(cause: unknown): string {
  if (!(cause instanceof Error)) throw cause
  if ('code' in cause && cause.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
    return 'There is one argument too many. Options begin with --, and a value with spaces needs quotes.'
  }
  const sentence = /^[^.\n]*/.exec(cause.message)?.[0] ?? cause.message
  return `${sentence}.`
}

function targetOf(values: {
  engine?: string | undefined
  profile?: string | undefined
  config?: string | undefined
}): Target {
  const engine = oneOf('--engine', EngineKind.options, values.engine)
  const target = { engine, profile: values.profile ?? null, config: values.config ?? null }
  if (target.profile !== null && target.config !== null) {
    throw new UsageError('Give --profile or --config, not both.')
  }
  return target
}

function oneOf<Word extends string>(
  option: string,
  words: readonly Word[],
  value: string | undefined,
): Word | null {
  if (value === undefined) return null
  const word = words.find((candidate) => candidate === value)
  if (word === undefined) throw new UsageError(`${option} can be ${words.join(' or ')}, not "${value}".`)
  return word
}

function commandName(word: string | undefined): CommandName | null {
  return commandNames.find((name) => name === word) ?? null
}
