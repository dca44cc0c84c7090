import { isSameModel, formatModelRef } from '#shared/engine-config/model-ref.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import type { EngineFile } from '#shared/engine.ts'
import type { Model } from '#shared/model.ts'

import type { Answer } from './answer.ts'
import type { Command } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'
import { exitStatus } from './exit-status.ts'
import { findTarget } from './find-target.ts'
import { askGateway, chooseBaseUrl, chooseKey } from './gateway-choice.ts'

type ModelsCommand = Extract<Command, { name: 'models' }>

/** `litedesk models`: what an engine can be switched to, and what its gateway has besides. Throws UsageError and AppFailure. */
export async function models(command: ModelsCommand, context: CommandContext): Promise<Answer> {
  const engine = await findTarget(command.target, context)
  const { place } = await context.desk.list.read(engine.id)
  const gateway = command.withGateway ? await gatewayOf(command, engine, context) : null
  const isConfigured = ({ id }: Model): boolean =>
    engine.models.some(({ ref }) =>
      isSameModel(ref, formatModelRef(GATEWAY_PROVIDER_ID, id), place.definition),
    )
  const others = gateway?.models.filter((model) => !isConfigured(model)) ?? []
  return {
    status: exitStatus.done,
    text: [
      ...engine.models.map(({ ref, name }) => `${ref === engine.primary ? '*' : ' '} ${ref}  ${name}`),
      ...(engine.models.length === 0 ? [`${engine.name} has no models configured.`] : []),
      ...(others.length === 0 ? [] : ['', `${gateway?.baseUrl} also has:`]),
      ...others.map(({ id }) => `  ${id}`),
    ].join('\n'),
    json: {
      engine: engine.kind,
      name: engine.name,
      path: engine.path,
      primary: engine.primary,
      models: engine.models.map(({ ref, name }) => ({ ref, name, isPrimary: ref === engine.primary })),
      gateway:
        gateway === null
          ? null
          : {
              baseUrl: gateway.baseUrl,
              models: gateway.models.map((model) => ({ id: model.id, isConfigured: isConfigured(model) })),
            },
    },
  }
}

async function gatewayOf(
  command: ModelsCommand,
  engine: EngineFile,
  context: CommandContext,
): Promise<{ readonly baseUrl: string; readonly models: readonly Model[] }> {
  const reading = await context.desk.list.read(engine.id)
  const { baseUrl } = chooseBaseUrl(command.baseUrl, reading, context)
  const { key } = await chooseKey(command.key, reading, context)
  return { baseUrl, models: await askGateway({ baseUrl, key }, context) }
}
