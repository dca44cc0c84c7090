import { useMemo, useState } from 'react'

import type { ConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import { addGatewayModels } from '#shared/engine-config/edits/gateway-model-edits.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { PROVIDERS_PATH } from '#shared/engine-config/providers-in-file.ts'

import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Select } from '../../../ui/Select.tsx'
import { useForm } from '../form/form-context.ts'
import { countOf } from '../../config-editor/words.ts'
import { formPlaceAsked } from '../view-store.ts'
import { isSameAddress, withTicks } from './gateway-models.ts'
import { GatewayModelList } from './GatewayModelList.tsx'
import styles from './GatewayModelsDialog.module.css'
import { NoGateway } from './NoGateway.tsx'
import { useConnectedGateway } from './use-gateway.ts'

interface GatewayModelsDialogProps {
  /** The provider that gets the models; null lets the user say. */
  readonly providerId: string | null
  readonly onClose: () => void
}

/** Adds models of the connected gateway, with the limits and prices it tells. */
export function GatewayModelsDialog({ providerId, onClose }: GatewayModelsDialogProps) {
  const { definition, facts, view, edit } = useForm()
  const connected = useConnectedGateway()
  const baseUrl = connected?.gateway.baseUrl ?? ''
  const [targetId, setTargetId] = useState(
    () =>
      providerId ??
      view.providers.find((provider) => isSameAddress(provider.baseUrl ?? '', baseUrl))?.id ??
      GATEWAY_PROVIDER_ID,
  )
  const target = view.providers.find(({ id }) => id === targetId)
  const present = useMemo(() => new Set(target?.models.flatMap(({ id }) => id ?? [])), [target])
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [isAllowing, setAllowing] = useState(true)
  const [isMakingPrimary, setMakingPrimary] = useState(true)
  const chosen = (connected?.models ?? []).filter(({ id }) => ticked.has(id) && !present.has(id))
  const hasAllowlist = view.allowlist.length > 0
  const [first] = chosen
  const isElsewhere =
    target !== undefined && target.baseUrl !== null && !isSameAddress(target.baseUrl, baseUrl)

  const editsFor = (document: ConfigDocument): readonly ConfigEdit[] =>
    addGatewayModels(document, definition, facts, {
      providerId: targetId,
      baseUrl,
      models: chosen,
      isAllowed: hasAllowlist && isAllowing,
      isPrimary: view.model.primary === null && isMakingPrimary,
    })
  const add = (): void => {
    if (!edit(editsFor)) return
    formPlaceAsked([...PROVIDERS_PATH, targetId, 'models'])
    onClose()
  }
  return (
    <Dialog
      title="Add models from the gateway"
      description={
        connected === null ? undefined : (
          <>
            {connected.gateway.name} <span className={styles['address']}>{baseUrl}</span>
          </>
        )
      }
      open
      size="large"
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={chosen.length === 0} onClick={add}>
            {chosen.length === 0 ? 'Add models' : `Add ${countOf(chosen.length, 'model')}`}
          </Button>
        </>
      }
    >
      {connected === null ? (
        <NoGateway />
      ) : (
        <div className={styles['body']}>
          {providerId === null && (
            <Select
              label="Add them to"
              options={targetOptions(view.providers.map(({ id }) => id))}
              value={targetId}
              onChange={setTargetId}
            />
          )}
          {isElsewhere && (
            <p className={styles['note']}>
              {targetId} is at {target.baseUrl}, not at this gateway. The models are added as this gateway
              describes them.
            </p>
          )}
          <GatewayModelList
            models={connected.models}
            present={present}
            ticked={ticked}
            onTick={(ids, isTicked) => setTicked(withTicks(ticked, ids, isTicked))}
          />
          <div className={styles['choices']}>
            {hasAllowlist && (
              <Checkbox checked={isAllowing} onChange={setAllowing}>
                Allow them too, since the list of allowed models is on
              </Checkbox>
            )}
            {view.model.primary === null && (
              <Checkbox checked={isMakingPrimary} onChange={setMakingPrimary}>
                {first === undefined
                  ? 'Make the first one the primary model'
                  : `Make ${first.id} the primary model`}
              </Checkbox>
            )}
          </div>
        </div>
      )}
    </Dialog>
  )
}

/** The existing providers, and a new one where it is not among them. */
function targetOptions(ids: readonly string[]) {
  const existing = ids.map((id) => ({ value: id, label: id }))
  return ids.includes(GATEWAY_PROVIDER_ID)
    ? existing
    : [...existing, { value: GATEWAY_PROVIDER_ID, label: `A new provider “${GATEWAY_PROVIDER_ID}”` }]
}
