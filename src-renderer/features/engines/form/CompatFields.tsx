import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { isConfigObject } from '#shared/config-document/config-value.ts'

import { DraftSelect, onOff } from './DraftSelect.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import fields from './fields.module.css'
import { formPlace } from './form-place.ts'

interface CompatFieldsProps {
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
}

/** Switches for backends that refuse part of what OpenAI's takes. Source: engine config contract §3.7. */
const switches = [
  { key: 'supportsStore', label: 'Takes “store”' },
  { key: 'supportsDeveloperRole', label: 'Takes the developer role' },
  { key: 'supportsReasoningEffort', label: 'Takes reasoning effort' },
  { key: 'supportsUsageInStreaming', label: 'Streams usage' },
  { key: 'supportsStrictMode', label: 'Takes strict tools' },
  { key: 'requiresToolResultName', label: 'Wants names of tool results' },
  { key: 'requiresAssistantAfterToolResult', label: 'Wants an answer after tool results' },
  { key: 'requiresThinkingAsText', label: 'Wants thinking as text' },
  { key: 'requiresMistralToolIds', label: 'Wants Mistral tool ids' },
] as const

const choices = [
  { key: 'maxTokensField', label: 'Field for max output', values: ['max_completion_tokens', 'max_tokens'] },
  { key: 'thinkingFormat', label: 'Thinking format', values: ['openai', 'zai', 'qwen'] },
] as const

/** What a model's server takes and wants; left alone, the engine goes by the provider. */
export function CompatFields({ path, value }: CompatFieldsProps) {
  const compat = isConfigObject(value) ? value : {}
  return (
    <fieldset {...formPlace(path)}>
      <legend className={fields['label']}>Compatibility</legend>
      <div className={fields['grid']}>
        {switches.map(({ key, label }) => (
          <DraftSelect
            key={key}
            label={label}
            path={[...path, key]}
            value={compat[key]}
            options={onOff}
            unset="Automatic"
          />
        ))}
        {choices.map(({ key, label, values }) => (
          <DraftSelect
            key={key}
            label={label}
            path={[...path, key]}
            value={compat[key]}
            options={values.map((option) => ({ value: option, label: option }))}
            unset="Automatic"
          />
        ))}
      </div>
      <FieldProblems path={path} />
    </fieldset>
  )
}
