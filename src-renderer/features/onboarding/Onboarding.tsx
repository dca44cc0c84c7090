import { FlaskConical, LampDesk, MonitorCog } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'

import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckSteps } from '../gateways/CheckSteps.tsx'
import { hasPassed } from '../gateways/gateway-check.ts'
import type { GatewayCheck } from '../gateways/gateway-check.ts'
import { GatewayFields } from '../gateways/GatewayFields.tsx'
import { useGatewayForm } from '../gateways/use-gateway-form.ts'
import styles from './Onboarding.module.css'

const LocalOnboarding = lazy(async () => {
  const { LocalOnboarding: component } = await import('../local-gateway/LocalOnboarding.tsx')
  return { default: component }
})

/** The first run: connect a gateway or try the demo. It ends by itself when main knows a gateway. */
export function Onboarding() {
  const { form, errors, check, isBusy, changed, submitted, savedAnyway } = useGatewayForm(null, noop)
  const [isLocal, setLocal] = useState(false)
  const hasTrouble = check !== null && !isBusy && !hasPassed(check)
  const formElement = useRef<HTMLFormElement>(null)
  // The address is filled in, so the key is what is missing, or with a key from the environment nothing is.
  useEffect(() => {
    formElement.current?.querySelector<HTMLElement>('input[type=password], button[type=submit]')?.focus()
  }, [])
  if (isLocal) {
    return (
      <Suspense fallback={null}>
        <LocalOnboarding onBack={() => setLocal(false)} />
      </Suspense>
    )
  }
  return (
    <main className={styles['page']}>
      <div className={styles['content']}>
        <header className={styles['header']}>
          <span className={styles['mark']}>
            <LampDesk aria-hidden="true" />
          </span>
          <div>
            <h1 className={styles['title']}>Welcome to Litedesk</h1>
            <p className={styles['lead']}>Chat with every model behind your LiteLLM gateway.</p>
          </div>
        </header>
        <div className={styles['choices']}>
          <form
            ref={formElement}
            className={styles['connect']}
            noValidate
            onSubmit={submitted}
            aria-labelledby="connect-title"
          >
            <h2 id="connect-title" className={styles['heading']}>
              Connect a gateway
            </h2>
            <GatewayFields form={form} gateway={null} errors={errors} onChange={changed} />
            <div className={styles['buttons']}>
              <Button variant="primary" type="submit" busy={isBusy}>
                {hasTrouble ? 'Check again' : 'Connect and start chatting'}
              </Button>
              {hasTrouble && <Button onClick={savedAnyway}>Save anyway</Button>}
            </div>
          </form>
          <section className={styles['aside']} aria-labelledby="aside-title">
            {check === null ? (
              <DemoChoice onLocal={() => setLocal(true)} />
            ) : (
              <>
                <h2 id="aside-title" className={styles['heading']}>
                  {checkTitle(check, isBusy)}
                </h2>
                <CheckSteps check={check} />
                {hasTrouble && <DemoButton label="Try the demo gateway instead" />}
              </>
            )}
          </section>
        </div>
      </div>
    </main>
  )
}

function checkTitle(check: GatewayCheck, isBusy: boolean): string {
  if (isBusy) return 'Checking the gateway'
  if (check.error !== null) return 'Not saved'
  return hasPassed(check) ? 'Ready' : 'Not ready yet'
}

function DemoChoice({ onLocal }: { readonly onLocal: () => void }) {
  return (
    <>
      <h2 id="aside-title" className={styles['heading']}>
        No gateway at hand?
      </h2>
      <p className={styles['text']}>
        The demo gateway runs inside Litedesk. Its models answer with made-up text, need no key and cost
        nothing, so you can see how everything works.
      </p>
      <DemoButton label="Try the demo gateway" />
      <p className={styles['text']}>
        Or run LiteLLM itself: Litedesk installs and starts it on this computer, with keys of your own for the
        providers.
      </p>
      <div className={styles['buttons']}>
        <Button icon={<MonitorCog aria-hidden="true" />} onClick={onLocal}>
          Start LiteLLM on this computer
        </Button>
      </div>
      <p className={styles['hint']}>You can connect another one at any time in Settings.</p>
    </>
  )
}

function DemoButton({ label }: { readonly label: string }) {
  const [isStarting, setStarting] = useState(false)
  const start = async (): Promise<void> => {
    setStarting(true)
    await requestOrToast('gateway:use-demo', undefined)
    setStarting(false)
  }
  return (
    <div className={styles['buttons']}>
      <Button icon={<FlaskConical aria-hidden="true" />} busy={isStarting} onClick={() => void start()}>
        {label}
      </Button>
    </div>
  )
}

/** Nothing to do after saving: the new gateway itself takes this page away. */
function noop(): void {}
