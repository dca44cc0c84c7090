import { useMemo, useState } from 'react'

import type { EngineFile, EngineKeyPlace } from '#shared/engine.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { type Onboarding, onboardEngine } from '#shared/engine-config/onboarding.ts'
import { isChatModel } from '#shared/model-use.ts'

import { Button } from '../../../ui/Button.tsx'
import { focusWhenShown } from '../../../ui/focus-when-shown.ts'
import { Select } from '../../../ui/Select.tsx'
import type { ReadyEngine } from '../engine-store.ts'
import { withTicks } from '../gateway/gateway-models.ts'
import { GatewayModelList } from '../gateway/GatewayModelList.tsx'
import { NoGateway } from '../gateway/NoGateway.tsx'
import { useConnectedGateway } from '../gateway/use-gateway.ts'
import { KeyFields } from '../key/KeyFields.tsx'
import { keyInputOf, type TypedKey } from '../key/typed-key.ts'
import { countOf, fileName } from '../../config-editor/words.ts'
import { setupMoved } from '../view-store.ts'
import styles from './SetupForm.module.css'
import { SetupReview } from './SetupReview.tsx'
import { SetupStep } from './SetupStep.tsx'

interface SetupFormProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
}

/** Sets a LiteLLM gateway up in an engine's file, or in a new one: which models, which key, and how the engine starts. */
export function SetupForm({ engine, opened }: SetupFormProps) {
  const { draft, document: file } = opened
  const { definition } = draft
  const connected = useConnectedGateway()
  const isNew = file.text.trim() === ''
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [primaryId, setPrimaryId] = useState<string | null>(null)
  const presentKey = presentKeyWord(opened)
  const [key, setKey] = useState<TypedKey>({ source: presentKey === null ? 'gateway' : 'present', text: '' })
  const [place, setPlace] = useState<EngineKeyPlace>('state-env-file')
  const { document } = draft.snapshot.analysis
  const hasMode = document !== null && document.valueAt(['gateway', 'mode']) !== undefined
  const [startsGateway, setStartsGateway] = useState(true)
  const [isReviewing, setReviewing] = useState(false)

  const models = (connected?.models ?? []).filter(isChatModel).filter(({ id }) => ticked.has(id))
  const primary = models.find(({ id }) => id === primaryId) ?? models[0] ?? null
  const asksForKey = connected?.gateway.key.source !== 'none'
  const keyInput = asksForKey ? keyInputOf(key) : null
  const isKeyGiven = !asksForKey || key.source === 'present' || keyInput !== null
  const hindrance = hindranceOf(models.length, isKeyGiven)

  const onboarding = useMemo<Onboarding | EngineEditError | null>(() => {
    if (!isReviewing || connected === null) return null
    if (!isNew && document === null)
      return new EngineEditError('unusable', [], 'Its text is not JSON5. Correct it first.')
    const variables = new Set(file.facts.variables.map(({ name }) => name))
    if (keyInput !== null && place === 'state-env-file') variables.add(GATEWAY_KEY_VARIABLE)
    try {
      return onboardEngine(isNew ? null : document, definition, {
        baseUrl: connected.gateway.baseUrl,
        models,
        primary: primary?.id ?? null,
        apiKey: asksForKey ? (variables.has(GATEWAY_KEY_VARIABLE) ? 'variable' : 'none') : 'stand-in',
        gatewayMode: startsGateway && !hasMode ? 'local' : null,
        isVariableSet: (name) => variables.has(name),
      })
    } catch (cause) {
      if (cause instanceof EngineEditError) return cause
      throw cause
    }
    // What is reviewed is what was chosen when the review began.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReviewing])

  const cancel = (): void => setupMoved(engine.id, null)
  return (
    <section className={styles['page']} aria-label={engine.name}>
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <header>
            <h2 ref={focusWhenShown} tabIndex={-1} className={styles['title']}>
              {isNew ? `Set up ${engine.name}` : `Add LiteLLM to ${fileName(engine.path)}`}
            </h2>
            <p className={styles['path']}>{engine.displayPath}</p>
          </header>
          {connected === null ? (
            <NoGateway />
          ) : (
            <>
              <SetupStep number={1} title="Gateway" text="The one Litedesk is connected to.">
                <div className={styles['gateway']}>
                  <span className={styles['gatewayName']}>{connected.gateway.name}</span>
                  <span className={styles['address']}>{connected.gateway.baseUrl}</span>
                  <span className={styles['count']}>
                    {countOf(connected.models.filter(isChatModel).length, 'model')}
                  </span>
                </div>
              </SetupStep>
              <SetupStep
                number={2}
                title="Models"
                text={`Tick what ${definition.name} may use. Limits and prices are written as the gateway tells them.`}
              >
                <div className={styles['models']}>
                  <GatewayModelList
                    models={connected.models}
                    present={nothing}
                    ticked={ticked}
                    onTick={(ids, isTicked) => setTicked(withTicks(ticked, ids, isTicked))}
                  />
                </div>
                {models.length > 0 && (
                  <Select
                    label="Primary model"
                    className={styles['primary']}
                    options={models.map(({ id }) => ({ value: id, label: id }))}
                    value={primary?.id ?? ''}
                    hint="Asked first, unless an agent has its own."
                    onChange={setPrimaryId}
                  />
                )}
              </SetupStep>
              <SetupStep
                number={3}
                title="Key"
                text={
                  asksForKey
                    ? undefined
                    : 'This gateway asks for none. The file says so, since the engine wants a word there.'
                }
              >
                {asksForKey && (
                  <KeyFields
                    providerId={GATEWAY_PROVIDER_ID}
                    value={key}
                    present={presentKey}
                    place={place}
                    onChange={setKey}
                    onPlace={setPlace}
                  />
                )}
              </SetupStep>
              {!hasMode && (
                <SetupStep
                  number={4}
                  title={`${definition.name}’s own gateway`}
                  text="Another program than your LiteLLM gateway: it runs the agents, and starts only where the file says so."
                >
                  <fieldset aria-label={`${definition.name}’s own gateway`}>
                    <Choice
                      label="Run it on this computer"
                      text="Writes gateway.mode: “local”, so that it starts right away."
                      isChosen={startsGateway}
                      onChoose={() => setStartsGateway(true)}
                    />
                    <Choice
                      label="Leave it to the engine"
                      text={`${definition.command} onboard asks for it later.`}
                      isChosen={!startsGateway}
                      onChoose={() => setStartsGateway(false)}
                    />
                  </fieldset>
                </SetupStep>
              )}
            </>
          )}
        </div>
      </div>
      <footer className={styles['footer']}>
        <p className={styles['hindrance']}>{connected !== null && hindrance}</p>
        <Button onClick={cancel}>Cancel</Button>
        <Button
          variant="primary"
          disabled={connected === null || hindrance !== null}
          onClick={() => setReviewing(true)}
        >
          Review the file
        </Button>
      </footer>
      {onboarding !== null && (
        <SetupReview
          opened={opened}
          onboarding={onboarding}
          primary={primary === null ? null : `${GATEWAY_PROVIDER_ID}/${primary.id}`}
          keyInput={keyInput}
          keyPlace={place}
          keyWord={keyWordOf(asksForKey, key, place)}
          command={
            startsGateway || hasMode ? `${definition.command} gateway` : `${definition.command} onboard`
          }
          onClose={() => setReviewing(false)}
        />
      )}
    </section>
  )
}

const nothing: ReadonlySet<string> = new Set()

interface ChoiceProps {
  readonly label: string
  readonly text: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Choice({ label, text, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className={styles['choice']}>
      <input type="radio" name="gateway-mode" checked={isChosen} onChange={onChoose} />
      <span>
        {label}
        <span className={styles['note']}>{text}</span>
      </span>
    </label>
  )
}

/** What is still missing; null when nothing is. */
function hindranceOf(modelCount: number, isKeyGiven: boolean): string | null {
  if (modelCount === 0) return 'Tick at least one model.'
  return isKeyGiven ? null : 'Give it a key.'
}

/** Where the engine finds the gateway's key already; null when it finds none. */
function presentKeyWord({ document: { facts } }: ReadyEngine): string | null {
  const chain = facts.keyChains.find(({ providerId }) => providerId === GATEWAY_PROVIDER_ID)
  const winner = chain?.links.find(({ state }) => state === 'wins')
  const variable = facts.variables.find(({ name }) => name === GATEWAY_KEY_VARIABLE)
  if (winner === undefined && variable === undefined) return null
  const end = winner?.lastFour == null ? '' : `, …${winner.lastFour}`
  return `${winner?.label ?? GATEWAY_KEY_VARIABLE} is set for the engine already${end}. It stays as it is.`
}

function keyWordOf(asksForKey: boolean, key: TypedKey, place: EngineKeyPlace): string {
  if (!asksForKey) return 'None asked for'
  if (key.source === 'present') return 'As before'
  return place === 'state-env-file' ? `${GATEWAY_KEY_VARIABLE} in the engine’s .env` : 'A stored profile'
}
