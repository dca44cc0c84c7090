import { setAgentModel, setFallbacks } from '#shared/engine-config/edits/choice-edits.ts'
import { AGENTS_PATH } from '#shared/engine-config/model-ref-sites.ts'
import type { AgentView } from '#shared/engine-config/provider-view.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import styles from './AgentModels.module.css'
import { FallbackList } from './FallbackList.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { FormSection } from './FormSection.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelRefField } from './ModelRefField.tsx'

/** The models agents have of their own; agents without one use the default model. */
export function AgentModels() {
  const { view } = useForm()
  if (view.agents.length === 0) return null
  return (
    <FormSection title="Agents" text="An agent’s own model goes before the default one.">
      <ul className={styles['list']}>
        {view.agents.map((agent) => (
          <AgentModel key={agent.index} agent={agent} />
        ))}
      </ul>
    </FormSection>
  )
}

function AgentModel({ agent }: { readonly agent: AgentView }) {
  const { definition, edit, isDisabled } = useForm()
  const { index, id, name, isDefault, model, hasOwnFallbacks } = agent
  const path = [...AGENTS_PATH, index, 'model']
  /** An empty list of its own says that there are no fallbacks; without one, those of the default model hold. */
  const ownFallbacksChosen = (hasOwn: boolean): void => {
    edit((document) =>
      hasOwn
        ? setAgentModel(document, definition, { index, primary: model?.primary ?? null, fallbacks: [] })
        : [{ type: 'delete', path: [...path, 'fallbacks'] }],
    )
  }
  const word = name ?? id ?? `Agent ${String(index + 1)}`
  return (
    <li className={styles['agent']} {...formPlace(path)}>
      <div className={styles['row']}>
        <span className={styles['name']} title={id ?? undefined}>
          {word}
          {isDefault && <Badge>Default</Badge>}
        </span>
        <ModelRefField
          label={`Model of ${word}`}
          value={model?.primary ?? null}
          placeholder="The default model"
          noneLabel="The default model"
          onChoose={(primary) =>
            edit((document) => setAgentModel(document, definition, { index, primary, fallbacks: null }))
          }
        />
      </div>
      {model !== null && (
        <div className={styles['more']}>
          <Checkbox checked={hasOwnFallbacks} disabled={isDisabled} onChange={ownFallbacksChosen}>
            Fallbacks of its own
          </Checkbox>
          {hasOwnFallbacks ? (
            <FallbackList
              name={`model of ${word}`}
              path={[...path, 'fallbacks']}
              primary={model.primary}
              fallbacks={model.fallbacks}
              onChange={(fallbacks) => edit((document) => setFallbacks(document, fallbacks, path))}
            />
          ) : (
            <p className={styles['note']}>It falls back as the default model does.</p>
          )}
        </div>
      )}
      <FieldProblems path={path} />
      <FieldProblems path={[...path, 'primary']} />
    </li>
  )
}
