import { AppFailure, appError } from '#shared/app-error.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { formatModelRef } from '#shared/engine-config/model-ref.ts'
import { secretMarkPattern, secretMarkWord } from '#shared/secret-mark.ts'

import { hideSecrets } from '../config-file/hidden-secrets.ts'
import { managed } from '../engine/engine-failure.ts'
import { displayPath } from '../engine/engine-places.ts'
import type { EngineReading } from '../engine/engine-reading.ts'
import type { Answer } from './answer.ts'
import { UsageError, type OnboardOptions } from './cli-arguments.ts'
import { chooseModels, type ModelChoice } from './choose-models.ts'
import type { CommandContext } from './command-context.ts'
import { exitStatus } from './exit-status.ts'
import { findTarget } from './find-target.ts'
import { askGateway, chooseBaseUrl, chooseKey } from './gateway-choice.ts'
import { hasGatewayMode, planOnboarding, type OnboardPlan } from './onboard-plan.ts'
import type { Style } from './terminal.ts'
import { textDiff } from './text-diff.ts'

/** What a call of onboarding found out and decided. */
interface Proposal {
  readonly reading: EngineReading
  readonly baseUrl: string
  readonly key: string | null
  readonly choice: ModelChoice
  readonly plan: OnboardPlan
  /** Of the config file, without secrets; empty when nothing changes in it. */
  readonly diff: string
  /** Where the key is going to be kept, in words; null when it is kept already. */
  readonly keyNote: string | null
}

/** `litedesk onboard`: sets an engine up to use a gateway. Throws UsageError and AppFailure. */
export async function onboard(options: OnboardOptions, context: CommandContext): Promise<Answer> {
  requireConsent(options, context)
  const proposal = await propose(options, context)
  const isNothing = proposal.diff === '' && proposal.plan.storeKeyIn === null
  const isAgreed = !isNothing && !options.isDryRun && (await agree(options, proposal, context))
  const backupId = isAgreed ? await write(proposal, context) : null
  const outcome = isNothing ? 'nothing' : isAgreed ? 'written' : options.isDryRun ? 'tried' : 'declined'
  return answer(proposal, outcome, backupId)
}

async function propose(options: OnboardOptions, context: CommandContext): Promise<Proposal> {
  const { desk, machine } = context
  const { id } = await findTarget(options.target, context)
  const reading = await desk.list.read(id)
  if (reading.failure) throw new AppFailure(reading.failure)
  if (reading.place.isManaged) throw managed(reading.place.definition.name)
  const { baseUrl, written } = chooseBaseUrl(options.baseUrl, reading, context)
  const chosenKey = await chooseKey(options.key, reading, context)
  const offered = await askGateway({ baseUrl, key: chosenKey.key }, context)
  const config = reading.look.config?.value ?? null
  const choice = chooseModels(offered, options, config, reading.place.definition)
  const plan = await planOnboarding(reading, machine, {
    baseUrl: written,
    choice,
    key: chosenKey,
    keyPlace: options.keyPlace === 'auth-profile' ? 'auth-profile' : 'state-env-file',
    gatewayMode: await chooseGatewayMode(options, reading, context),
  })
  return {
    reading,
    baseUrl,
    key: chosenKey.key,
    choice,
    plan,
    diff: diffOf(reading, plan.text, context),
    keyNote: keyNoteOf(plan, reading, context),
  }
}

/** Nobody to ask, and no word that it may write: better said before the gateway is asked anything. */
function requireConsent(
  { isConfirmed, isDryRun }: OnboardOptions,
  { terminal, isJson }: CommandContext,
): void {
  if (isConfirmed || isDryRun || (terminal.isInteractive && !isJson)) return
  throw new UsageError(
    'Nobody can be asked here: add --yes to write, or --dry-run to see what would be written.',
  )
}

async function chooseGatewayMode(
  { gatewayMode, isConfirmed, isDryRun }: OnboardOptions,
  reading: EngineReading,
  { terminal, isJson }: CommandContext,
): Promise<'local' | null> {
  if (gatewayMode !== null) return gatewayMode === 'local' ? 'local' : null
  if (hasGatewayMode(reading)) return null
  const canAsk = terminal.isInteractive && !isJson && !isConfirmed && !isDryRun
  const { name } = reading.place.definition
  if (canAsk) {
    return (await terminal.confirm(`Let ${name}’s own gateway run on this computer (gateway.mode: "local")?`))
      ? 'local'
      : null
  }
  return reading.file === null ? 'local' : null
}

async function agree(
  { isConfirmed }: OnboardOptions,
  proposal: Proposal,
  { terminal }: CommandContext,
): Promise<boolean> {
  if (isConfirmed) return true
  terminal.note(preview(proposal))
  return terminal.confirm('Write this?')
}

/** Gives the backup's id; null where there was no file. */
async function write(
  { reading, plan, key, baseUrl }: Proposal,
  { desk }: CommandContext,
): Promise<string | null> {
  // The key first: the file refers to it.
  if (plan.storeKeyIn !== null && key !== null) {
    await desk.putKey(reading, GATEWAY_PROVIDER_ID, plan.storeKeyIn, key)
  }
  const outcome = await desk.saveText(reading, plan.text, `Set up ${baseUrl}`)
  if (outcome.type === 'saved') return outcome.backupId
  throw new AppFailure(
    appError(
      'config-changed-on-disk',
      `${reading.place.displayPath} was changed by something else meanwhile.`,
      {
        nextStep: 'Run the command once more.',
      },
    ),
  )
}

function answer(
  proposal: Proposal,
  outcome: 'nothing' | 'written' | 'tried' | 'declined',
  backupId: string | null,
): Answer {
  const { reading, baseUrl, choice, plan, diff } = proposal
  const { name, displayPath: shownPath, path, definition } = reading.place
  const primary = formatModelRef(GATEWAY_PROVIDER_ID, choice.primary)
  const words = {
    nothing: [`${name} is set up already: nothing to change in ${shownPath}.`],
    written: [
      `${name} now uses ${primary}. Written to ${shownPath}.`,
      ...(plan.storeKeyIn === 'state-env-file'
        ? [`Restart ${name} if it is running: it reads keys when it starts.`]
        : []),
    ],
    tried: [preview(proposal), 'Nothing was written.'],
    declined: ['Nothing was written.'],
  }[outcome]
  return {
    status: outcome === 'declined' ? exitStatus.failed : exitStatus.done,
    text: [...words, ...plan.notes.map((note) => `Note: ${note}`)].join('\n'),
    json: {
      engine: definition.kind,
      name,
      path,
      baseUrl,
      models: choice.models.map(({ id }) => formatModelRef(GATEWAY_PROVIDER_ID, id)),
      primary,
      isNew: reading.file === null,
      changesFile: diff !== '',
      storesKeyIn: plan.storeKeyIn,
      isWritten: outcome === 'written',
      backupId,
      diff,
      notes: plan.notes,
    },
  }
}

function preview({ diff, keyNote }: Proposal): string {
  return [diff, keyNote].filter(Boolean).join('\n')
}

function keyNoteOf(
  { storeKeyIn }: OnboardPlan,
  { look, place }: EngineReading,
  { machine }: CommandContext,
): string | null {
  switch (storeKeyIn) {
    case null:
      return null
    case 'state-env-file':
      return `The key goes into ${displayPath(look.files.dotenvPath, machine)}.`
    case 'auth-profile':
      return `The key goes into the stored profiles of ${place.definition.name}.`
  }
}

/** What changes in the config file, with its secrets as words. */
function diffOf({ file, place }: EngineReading, text: string, { terminal, isJson }: CommandContext): string {
  const before = file === null ? null : withoutSecrets(file.text)
  const paint = isJson ? (_style: Style, plain: string) => plain : terminal.paint
  return file?.text === text ? '' : textDiff(place.displayPath, before, withoutSecrets(text), paint)
}

/** The same secret reads the same in both texts. */
function withoutSecrets(text: string): string {
  return hideSecrets(text).text.replace(secretMarkPattern(), (mark) => `‹${secretMarkWord(mark)}›`)
}
