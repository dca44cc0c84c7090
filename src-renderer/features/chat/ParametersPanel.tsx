import { useEffect, useState } from 'react'

import { acceptsParameter } from '#shared/model-use.ts'
import { defaultParameters, parameterLimits, reasoningEfforts } from '#shared/parameters.ts'
import type { Conversation, Parameters } from '#shared/conversation.ts'
import { useAppState } from '../../app/app-store.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { parametersChanged } from './conversation-store.ts'
import styles from './ParametersPanel.module.css'
import { createQuietSaver } from './quiet-saver.ts'

/** Pause in typing after which parameters are stored, in ms. */
const QUIET_MS = 400

type NumberField = 'temperature' | 'topP' | 'maxTokens'

const numberFields: readonly { name: NumberField; label: string; hint: string; step: string }[] = [
  { name: 'temperature', label: 'Temperature', hint: '0 to 2', step: '0.1' },
  { name: 'topP', label: 'Top P', hint: '0 to 1', step: '0.05' },
  { name: 'maxTokens', label: 'Max tokens', hint: 'Longest answer', step: '256' },
]

const efforts = [
  { value: 'default', label: 'Default' },
  { value: 'minimal', label: 'Minimal' },
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
] as const

interface ParametersPanelProps {
  readonly visit: number
  /** null for a new chat, which is stored with the first change. */
  readonly conversation: Conversation | null
}

/** What a conversation asks of its model beside the messages. An empty field leaves it to the gateway. */
export function ParametersPanel({ visit, conversation }: ParametersPanelProps) {
  const stored = conversation?.parameters ?? defaultParameters
  const acceptsEffort = useAppState((state) => {
    const model = state.models.find((candidate) => candidate.id === state.chosenModel)
    return model !== undefined && acceptsParameter(model, 'reasoning_effort')
  })
  const [draft, setDraft] = useState(stored)
  const [numbers, setNumbers] = useState(() => numberTexts(stored))
  const [saver] = useState(() =>
    createQuietSaver<Parameters>(
      (parameters) => void parametersChanged(visit, parameters),
      () => QUIET_MS,
    ),
  )
  useEffect(() => saver.flush, [saver])
  const isDefault = JSON.stringify(draft) === JSON.stringify(defaultParameters)

  function change(next: Parameters) {
    setDraft(next)
    saver.changed(next)
  }

  function changeNumber(name: NumberField, text: string) {
    setNumbers({ ...numbers, [name]: text })
    const value = parseNumber(name, text)
    if (value !== undefined) change({ ...draft, [name]: value })
  }

  return (
    <div className={styles['panel']}>
      <label className={styles['prompt']}>
        <span>System prompt</span>
        <textarea
          className={styles['text']}
          placeholder="None"
          value={draft.systemPrompt}
          maxLength={200_000}
          onChange={(event) => change({ ...draft, systemPrompt: event.target.value })}
          onBlur={saver.flush}
        />
      </label>
      <div className={styles['numbers']}>
        {numberFields.map(({ name, label, hint, step }) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            type="number"
            step={step}
            placeholder="Default"
            value={numbers[name]}
            error={parseNumber(name, numbers[name]) === undefined ? hint : null}
            onChange={(event) => changeNumber(name, event.target.value)}
            onBlur={saver.flush}
          />
        ))}
      </div>
      {acceptsEffort ? (
        <div className={styles['effort']}>
          <span>Reasoning effort</span>
          <SegmentedControl
            label="Reasoning effort"
            options={efforts}
            value={draft.reasoningEffort ?? 'default'}
            onChange={(value) =>
              change({
                ...draft,
                reasoningEffort:
                  value === 'default' ? null : (reasoningEfforts.find((effort) => effort === value) ?? null),
              })
            }
          />
        </div>
      ) : null}
      <div className={styles['foot']}>
        <p>Empty fields are left to the gateway.</p>
        <Button
          size="small"
          variant="ghost"
          disabled={isDefault}
          onClick={() => {
            setNumbers(numberTexts(defaultParameters))
            change(defaultParameters)
          }}
        >
          Reset
        </Button>
      </div>
    </div>
  )
}

function numberTexts(parameters: Parameters): Record<NumberField, string> {
  return {
    temperature: parameters.temperature?.toString() ?? '',
    topP: parameters.topP?.toString() ?? '',
    maxTokens: parameters.maxTokens?.toString() ?? '',
  }
}

/** The value of a typed number; null for an empty field, undefined for what the field cannot take. */
export function parseNumber(name: NumberField, text: string): number | null | undefined {
  if (text.trim() === '') return null
  const value = Number(text)
  const { min, max, isWhole } = parameterLimits[name]
  const fits = value >= min && value <= max && (!isWhole || Number.isInteger(value))
  return fits ? value : undefined
}
