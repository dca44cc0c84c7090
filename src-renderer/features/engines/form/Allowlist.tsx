import { ListChecks, X } from 'lucide-react'

import { allowModels, disallowModel, setAlias } from '#shared/engine-config/edits/allowlist-edits.ts'
import { ALLOWLIST_PATH } from '#shared/engine-config/model-ref-sites.ts'
import type { AllowedModelView } from '#shared/engine-config/provider-view.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { countOf } from '../../config-editor/words.ts'
import styles from './Allowlist.module.css'
import { DraftTextField } from './DraftTextField.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { FormSection } from './FormSection.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelRefField } from './ModelRefField.tsx'

/** Which models may be switched to in the engine; without an entry, all of them. */
export function Allowlist() {
  const { definition, view, edit, isDisabled } = useForm()
  const { allowlist, providers } = view
  const isOn = allowlist.length > 0
  const missing = providers
    .flatMap(({ models }) => models)
    .flatMap(({ ref, isAllowed }) => (ref === null || isAllowed ? [] : [ref]))
  return (
    <FormSection
      title="Allowed models"
      text={
        isOn
          ? 'Only these and the default model can be chosen with /model, for sessions and for sub-agents.'
          : 'The list is empty, so every model can be chosen. The first entry turns it on, and then nothing else can.'
      }
      actions={
        isOn && missing.length > 0 ? (
          <Button
            size="small"
            icon={<ListChecks aria-hidden="true" />}
            disabled={isDisabled}
            onClick={() => edit((document) => allowModels(document, definition, missing))}
          >
            {`Allow ${countOf(missing.length, 'more model')}`}
          </Button>
        ) : undefined
      }
    >
      <div className={styles['card']} {...formPlace(ALLOWLIST_PATH)}>
        {isOn && (
          <ul className={styles['list']} aria-label="Allowed models">
            {allowlist.map((entry) => (
              <AllowedModel key={entry.ref} entry={entry} />
            ))}
          </ul>
        )}
        <div className={styles['foot']}>
          <Badge tone={isOn ? 'accent' : 'neutral'}>
            {isOn ? `On, ${countOf(allowlist.length, 'model')}` : 'Off'}
          </Badge>
          <div className={styles['add']}>
            <ModelRefField
              label="Allow a model"
              value={null}
              placeholder={isOn ? 'Allow another model' : 'Turn it on with a model'}
              isQuiet
              without={allowlist.map(({ ref }) => ref)}
              onChoose={(ref) => {
                if (ref !== null) edit((document) => allowModels(document, definition, [ref]))
              }}
            />
          </div>
        </div>
      </div>
      <FieldProblems path={ALLOWLIST_PATH} />
    </FormSection>
  )
}

function AllowedModel({ entry: { ref, alias } }: { readonly entry: AllowedModelView }) {
  const { definition, edit, isDisabled } = useForm()
  const path = [...ALLOWLIST_PATH, ref]
  return (
    <li {...formPlace(path)}>
      <div className={styles['entry']}>
        <span className={styles['ref']} title={ref}>
          {ref}
        </span>
        <DraftTextField
          label={`Alias of ${ref}`}
          isLabelHidden
          path={[...path, 'alias']}
          value={alias ?? undefined}
          placeholder="Alias"
          className={styles['alias']}
          onCommit={(text) => {
            edit((document) => setAlias(document, definition, { ref, alias: text.trim() || null }))
            return null
          }}
        />
        <IconButton
          label={`Disallow ${ref}`}
          size="small"
          disabled={isDisabled}
          onClick={() => edit((document) => disallowModel(document, definition, ref))}
        >
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <FieldProblems path={path} />
    </li>
  )
}
