import type { EngineFile, EngineFileState } from '#shared/engine.ts'

import { stoppingProblems, type EngineReading } from '../engine/engine-reading.ts'
import type { Answer } from './answer.ts'
import type { Target } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'
import { exitStatus } from './exit-status.ts'
import { findTarget, isNarrowed } from './find-target.ts'
import type { Terminal } from './terminal.ts'

/** `litedesk status`: how the config files are. Throws UsageError. */
export async function status(target: Target, context: CommandContext): Promise<Answer> {
  const { desk, terminal } = context
  const engines = isNarrowed(target) ? [await findTarget(target, context)] : desk.list.engines
  const looked = await Promise.all(
    engines.map(async (engine) => ({ engine, reading: await desk.list.read(engine.id) })),
  )
  const isBroken = looked.some(({ engine }) => ['invalid', 'unreadable'].includes(engine.state.type))
  return {
    status: isNarrowed(target) && isBroken ? exitStatus.configInvalid : exitStatus.done,
    text: looked.map(({ engine, reading }) => describe(engine, reading, terminal)).join('\n\n'),
    json: { engines: looked.map(({ engine, reading }) => toJson(engine, reading)) },
  }
}

function describe(engine: EngineFile, { look }: EngineReading, { paint }: Terminal): string {
  const { name, displayPath, state, primary, models } = engine
  const style = {
    valid: 'green',
    absent: 'dim',
    managed: 'yellow',
    invalid: 'red',
    unreadable: 'red',
  } as const
  const head = `${paint('bold', name)}: ${paint(style[state.type], stateWords(state))}`
  if (state.type === 'absent') return `${head}\n  would be ${displayPath}`
  const keys = look.facts.keyChains.map(({ providerId, links }) => {
    const winner = links.find((link) => link.state === 'wins')
    if (!winner) return `  key of ${providerId}: none`
    const end = winner.lastFour === null ? '' : `, …${winner.lastFour}`
    return `  key of ${providerId}: ${winner.label}${winner.displayPath === null ? ' of the environment' : ` in ${winner.displayPath}`}${end}`
  })
  return [
    head,
    `  ${displayPath}`,
    `  model: ${primary ?? 'none chosen'} (${models.length} configured)`,
    ...keys,
    ...look.problems.map(({ severity, place, message }) => {
      const at = place === null ? '' : `line ${place.line}, column ${place.column}: `
      return `  ${severity}: ${at}${message}`
    }),
  ].join('\n')
}

function stateWords(state: EngineFileState): string {
  switch (state.type) {
    case 'absent':
      return 'no config file'
    case 'valid':
      return 'valid'
    case 'invalid':
      return state.count === 1 ? 'would not start: 1 problem' : `would not start: ${state.count} problems`
    case 'managed':
    case 'unreadable':
      return state.message
  }
}

function toJson(engine: EngineFile, { look }: EngineReading): object {
  const { kind, name, profile, path, state, primary, fallbacks, models } = engine
  return {
    engine: kind,
    name,
    profile,
    path,
    state: state.type,
    primary,
    fallbacks,
    models: models.map(({ ref }) => ref),
    starts: state.type === 'valid' ? stoppingProblems(look.problems).length === 0 : null,
    problems: look.problems.map(({ code, severity, path: where, place, message }) => ({
      code,
      severity,
      path: where,
      place,
      message,
    })),
    keys: look.facts.keyChains,
  }
}
