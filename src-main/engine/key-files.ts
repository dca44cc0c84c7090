import { AppFailure, appError } from '#shared/app-error.ts'
import { normaliseProviderId } from '#shared/engine-config/model-ref.ts'
import type { EngineMend } from '#shared/engine.ts'

import { authProfileId, withApiKey, withoutProfile } from './auth-profiles.ts'
import { setDotenvVariable } from './dotenv.ts'
import { invalid } from './engine-failure.ts'
import type { AgentFiles, EngineFiles } from './engine-files.ts'
import type { EnginePlace } from './engine-places.ts'
import { withFileLock } from './file-lock.ts'
import { withoutProvider } from './models-file.ts'
import { rewritePrivateFile } from './private-file.ts'

/** Puts a key into the engine's `.env` file, for its owner alone. Throws AppFailure. */
export async function storeInEnvFile({ dotenvPath }: EngineFiles, name: string, key: string): Promise<void> {
  await rewritePrivateFile(dotenvPath, (text) => {
    try {
      return setDotenvVariable(text ?? '', name, key)
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause
      throw invalid(
        `The key cannot be written into ${dotenvPath}: ${cause.message}.`,
        'Correct that file by hand.',
      )
    }
  })
}

/**
 * Puts a key into the main agent's stored profiles, and into those of every agent that has its own copy for the provider,
 * which would win there. Throws AppFailure. Source: engine config contract §6.4.
 */
export async function storeInProfiles(
  { agents }: EngineFiles,
  { definition }: EnginePlace,
  providerId: string,
  key: string,
): Promise<void> {
  const id = normaliseProviderId(providerId, definition)
  const [main, ...others] = agents
  const withCopy = others.filter(({ stored }) =>
    stored?.profiles.some(({ profileId }) => profileId === authProfileId(id)),
  )
  for (const agent of main ? [main, ...withCopy] : withCopy) {
    await editProfiles(agent, (text) => withApiKey(text, id, key))
  }
}

/** Carries out a repair outside the config file. Throws AppFailure, `gone` when there is nothing to repair. */
export async function mendFiles({ agents }: EngineFiles, mend: EngineMend): Promise<void> {
  const agent = agents.find(({ agentId }) => agentId === mend.agentId)
  if (!agent) throw nothingThere()
  switch (mend.type) {
    case 'forget-models-file-provider':
      if (!agent.remembered?.some(({ providerId }) => providerId === mend.providerId)) throw nothingThere()
      await rewritePrivateFile(agent.modelsPath, (text) =>
        edited(agent.modelsPath, text, (old) => withoutProvider(old, mend.providerId)),
      )
      break
    case 'remove-auth-profile':
      if (!agent.stored?.profiles.some(({ profileId }) => profileId === mend.profileId)) throw nothingThere()
      await editProfiles(agent, (text) => (text === null ? null : withoutProfile(text, mend.profileId)))
      break
  }
}

async function editProfiles(
  { profilesPath }: AgentFiles,
  edit: (text: string | null) => string | null,
): Promise<void> {
  await withFileLock(profilesPath, () =>
    rewritePrivateFile(profilesPath, (text) => refusingBroken(profilesPath, () => edit(text))),
  )
}

function edited(path: string, text: string | null, edit: (text: string) => string): string | null {
  return text === null ? null : refusingBroken(path, () => edit(text))
}

function refusingBroken<Result>(path: string, edit: () => Result): Result {
  try {
    return edit()
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw invalid(
      `${path} is not JSON, so it was left alone.`,
      'Correct or remove it by hand.',
      cause.message,
    )
  }
}

function nothingThere(): AppFailure {
  return new AppFailure(appError('gone', 'There is nothing to mend any more.'))
}
