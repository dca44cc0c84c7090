import { writeString, writeValue } from '../config-document/write-value.ts'
import { writingStyle } from '../config-document/writing-style.ts'

import { entryValue } from './edits/provider-edits.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { GATEWAY_API, GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID, STAND_IN_KEY } from './litellm-provider.ts'
import type { EngineModelEntry } from './model-from-gateway.ts'
import { formatModelRef } from './model-ref.ts'

/** What a new config file sets up. */
export interface FreshConfig {
  readonly baseUrl: string
  readonly models: readonly EngineModelEntry[]
  readonly primary: string | null
  readonly apiKey: 'variable' | 'none' | 'stand-in'
  readonly gatewayMode: 'local' | null
}

/** A new config file, written as the engines' documentation writes its example. */
export function freshConfigText(definition: EngineDefinition, config: FreshConfig): string {
  const style = writingStyle('', [])
  const quote = (text: string) => writeString(text, style.stringQuote)
  const models = writeValue(config.models.map(entryValue), { style, indent: '        ' })
  const lines = [
    '{',
    '  models: {',
    '    providers: {',
    `      ${GATEWAY_PROVIDER_ID}: {`,
    `        baseUrl: ${quote(config.baseUrl)},`,
    ...keyLines(definition, config.apiKey).map((line) => `        ${line}`),
    `        api: ${quote(GATEWAY_API)},`,
    `        models: ${models},`,
    '      },',
    '    },',
    '  },',
    ...(config.primary === null
      ? []
      : [
          '  agents: {',
          '    defaults: {',
          `      model: { primary: ${quote(formatModelRef(GATEWAY_PROVIDER_ID, config.primary))} },`,
          '    },',
          '  },',
        ]),
    ...(config.gatewayMode === null
      ? []
      : [
          `  // The gateway of ${definition.name} runs on this computer; without this it does not start.`,
          `  gateway: { mode: ${quote(config.gatewayMode)} },`,
        ]),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function keyLines({ name }: EngineDefinition, apiKey: FreshConfig['apiKey']): string[] {
  switch (apiKey) {
    case 'variable':
      return [
        `// The key stays out of this file: ${GATEWAY_KEY_VARIABLE} comes from the environment or the .env file beside it.`,
        `apiKey: "\${${GATEWAY_KEY_VARIABLE}}",`,
      ]
    case 'stand-in':
      return [`// This LiteLLM gateway asks for no key, but ${name} wants one.`, `apiKey: "${STAND_IN_KEY}",`]
    case 'none':
      return []
  }
}
