import { type FormEvent, useEffect, useId, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { EngineDocument, EngineFile, EngineKind } from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { Model } from '#shared/model.ts'

import { useAppState } from '../../../app/app-store.ts'
import { errorOf, request } from '../../../app/bridge.ts'
import { tellOfWrite } from '../../../app/engine-write.ts'
import { useNavigation } from '../../../app/navigation-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Select } from '../../../ui/Select.tsx'
import { engineOffer, type EngineOffer, textWithModel } from './add-to-engine.ts'
import styles from './AddToEngineDialog.module.css'

interface AddToEngineDialogProps {
  readonly model: Model
  readonly onClose: () => void
}

type Opened =
  | { readonly phase: 'reading' }
  | { readonly phase: 'failed'; readonly error: AppError }
  | { readonly phase: 'ready'; readonly document: EngineDocument; readonly offer: EngineOffer }

/** Writes a model of the gateway into an engine's config file. */
export function AddToEngineDialog({ model, onClose }: AddToEngineDialogProps) {
  const engines = useAppState((state) => state.engines)
  const gateway = useAppState(({ gateways, activeGatewayId }) =>
    gateways.find(({ id }) => id === activeGatewayId),
  )
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const writable = engines.filter(isWritable)
  const [engineId, setEngineId] = useState(writable[0]?.id ?? '')
  const engine = writable.find(({ id }) => id === engineId)
  if (gateway === undefined || engine === undefined)
    return (
      <Dialog
        title={`Add ${model.id} to an engine`}
        open
        onClose={onClose}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={() => openPlace('engines')}>
              Set an engine up
            </Button>
          </>
        }
      >
        <p>
          No engine has a config file that Litedesk can write. Set one up first; this gateway goes in with it.
        </p>
      </Dialog>
    )
  return (
    <EngineForm
      key={engine.id}
      engine={engine}
      gateway={gateway}
      model={model}
      engines={writable}
      onEngine={setEngineId}
      onClose={onClose}
    />
  )
}

interface EngineFormProps extends AddToEngineDialogProps {
  readonly engine: EngineFile
  readonly gateway: { readonly name: string; readonly baseUrl: string }
  readonly engines: readonly EngineFile[]
  readonly onEngine: (id: string) => void
}

function EngineForm({ engine, gateway, model, engines, onEngine, onClose }: EngineFormProps) {
  const formId = useId()
  const definition = engineDefinition(engine.kind)
  const [opened, setOpened] = useState<Opened>({ phase: 'reading' })
  const [isAllowed, setAllowed] = useState(true)
  const [isPrimary, setPrimary] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const { id, kind } = engine
  const { baseUrl } = gateway

  useEffect(() => {
    let isMounted = true
    async function open(): Promise<void> {
      const next = await readOffer(id, kind, baseUrl, model.id)
      if (isMounted) setOpened(next)
    }
    void open()
    return () => {
      isMounted = false
    }
  }, [id, kind, baseUrl, model.id])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (opened.phase !== 'ready' || opened.offer.isThere || isBusy) return
    const { document, offer } = opened
    setBusy(true)
    setError(null)
    try {
      const outcome = await request('engine:save', {
        id: engine.id,
        text: textWithModel(document, definition, gateway, { offer, model, isAllowed, isPrimary }),
        baseHash: document.hash,
        mayBeInvalid: true,
        reason: `Added ${offer.ref}`,
      })
      if (outcome.type === 'conflict') {
        setError(changedMeanwhile(engine))
        setOpened(await readOffer(id, kind, baseUrl, model.id))
        setBusy(false)
        return
      }
      tellOfWrite(`Added ${offer.ref} to ${engine.name}.`, {
        id: engine.id,
        engineName: engine.name,
        backupId: outcome.backupId,
        afterHash: outcome.document.hash,
      })
      onClose()
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  const offer = opened.phase === 'ready' ? opened.offer : null
  return (
    <Dialog
      title={`Add ${model.id} to an engine`}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={isBusy}
            disabled={offer === null || offer.isThere}
          >
            Add to {engine.name}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles['form']} noValidate onSubmit={(event) => void submit(event)}>
        <Select
          label="Engine"
          options={engines.map((one) => ({ value: one.id, label: one.name }))}
          value={engine.id}
          hint={engine.displayPath}
          onChange={onEngine}
        />
        {opened.phase === 'failed' && <ErrorCard error={opened.error} />}
        {offer !== null && <OfferText offer={offer} gatewayName={gateway.name} engineName={engine.name} />}
        {offer !== null && !offer.isThere && (
          <>
            {offer.hasAllowlist && (
              <Checkbox checked={isAllowed} onChange={setAllowed}>
                Allow it too, since the list of allowed models is on
              </Checkbox>
            )}
            <Checkbox checked={isPrimary} onChange={setPrimary}>
              {offer.primary === null
                ? 'Make it the primary model'
                : `Make it the primary model, in the place of ${offer.primary}`}
            </Checkbox>
          </>
        )}
        {error !== null && <ErrorCard error={error} />}
      </form>
    </Dialog>
  )
}

interface OfferTextProps {
  readonly offer: EngineOffer
  readonly gatewayName: string
  readonly engineName: string
}

function OfferText({ offer, gatewayName, engineName }: OfferTextProps) {
  if (offer.isThere)
    return (
      <Note tone="positive">
        {engineName} has it already, as {offer.ref}.
      </Note>
    )
  return (
    <p className={styles['text']}>
      It is added as <code>{offer.ref}</code>, with the limits and prices this gateway tells.
      {offer.isNewProvider &&
        ` No provider of the file points at ${gatewayName}, so “${offer.providerId}” is made for it; the engine needs a key for it.`}
    </p>
  )
}

async function readOffer(id: string, kind: EngineKind, baseUrl: string, modelId: string): Promise<Opened> {
  try {
    const document = await request('engine:open', { id })
    return {
      phase: 'ready',
      document,
      offer: engineOffer(document, engineDefinition(kind), { baseUrl }, modelId),
    }
  } catch (cause) {
    return { phase: 'failed', error: errorOf(cause) }
  }
}

function isWritable({ state }: EngineFile): boolean {
  return state.type === 'valid' || state.type === 'invalid'
}

function changedMeanwhile({ name }: EngineFile): AppError {
  return {
    kind: 'config-changed-on-disk',
    message: `The config file of ${name} was changed meanwhile in the same place, so nothing was written.`,
    nextStep: 'Try again: it is added to the file as it is now.',
    requestId: null,
    status: null,
    retryAfterMs: null,
    details: null,
  }
}
