import { FileCog, FolderSearch, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'

import type { LocalGateway } from '#shared/local-gateway.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './LocalGateway.module.css'
import { installCost, programLine, verdictSentence } from './local-gateway-words.ts'
import { ModelChoice } from './ModelChoice.tsx'
import { portOf } from './port-field.ts'
import { SecretField } from './SecretField.tsx'
import {
  chooseConfig,
  chooseEnvironment,
  chooseModelsHere,
  installLiteLlm,
  setUp,
  useLocalChanges,
} from './set-up.ts'

/** How the local gateway is run: its models or config file, keys, database, port, and which LiteLLM. */
export function SetupView() {
  const local = useAppState((state) => state.localGateway)
  const keyStore = useAppState((state) => state.keyStore)
  return (
    <>
      {keyStore === 'none' && <FallbackChoice />}
      <Models local={local} />
      <Group title="Database">
        <div className={styles['row']}>
          <SecretField
            variable="DATABASE_URL"
            label="PostgreSQL address"
            placeholder="postgresql://user:password@host:5432/name"
            state={local.database}
            hint="Without a database you can chat with the admin key. Virtual keys, budgets, spend logs and models added from Litedesk need one."
            check={checkDatabaseUrl}
          />
        </div>
      </Group>
      <Group title="Program">
        <div className={styles['row']}>
          <Program local={local} />
        </div>
        <div className={styles['row']}>
          <PortField port={local.setup.port} />
        </div>
        <div className={styles['row']}>
          <Switch
            label="Start with Litedesk"
            hint="It ends with Litedesk in any case."
            checked={local.setup.startsWithLitedesk}
            onChange={(startsWithLitedesk) => void setUp({ startsWithLitedesk })}
          />
        </div>
      </Group>
    </>
  )
}

function Models({ local }: { readonly local: LocalGateway }) {
  const { config } = local.setup
  return (
    <Group
      title="Models"
      side={
        <SegmentedControl
          label="Where the models come from"
          options={[
            { value: 'generated', label: 'Choose here' },
            { value: 'file', label: 'My config.yaml' },
          ]}
          value={config.type}
          onChange={(type) => void (type === 'file' ? chooseConfig() : chooseModelsHere())}
        />
      }
    >
      {config.type === 'generated' ? (
        <ModelChoice models={config.models} />
      ) : (
        <>
          <div className={styles['row']}>
            <div className={styles['pair']}>
              <div className={styles['words']}>
                <p className={styles['path']}>{config.path}</p>
                <p className={styles['muted']}>It is read at each start and never written.</p>
              </div>
              <Button size="small" icon={<FileCog aria-hidden="true" />} onClick={() => void chooseConfig()}>
                Choose another
              </Button>
            </div>
          </div>
          {local.variables.map(({ name, key }) => (
            <div key={name} className={styles['row']}>
              <SecretField variable={name} label={name} placeholder={`os.environ/${name}`} state={key} />
            </div>
          ))}
        </>
      )}
    </Group>
  )
}

function Program({ local }: { readonly local: LocalGateway }) {
  const { programs, setup, installation, status } = local
  const isBusy = !['off', 'failed'].includes(status.state)
  const own = programs.find(({ source }) => source === 'own')
  const used = programs.find(({ source }) => source === setup.program) ?? programs[0]
  return (
    <div className={styles['stack']}>
      {programs.length > 0 && (
        <Select
          label="LiteLLM"
          options={[
            { value: 'auto', label: 'The first that is fine' },
            ...programs.map((program) => ({ value: program.source, label: programLine(program) })),
          ]}
          value={setup.program ?? 'auto'}
          hint={used === undefined ? undefined : (verdictSentence(used) ?? used.path)}
          onChange={(program) => void setUp({ program: program === 'auto' ? null : program })}
        />
      )}
      <div className={styles['buttons']}>
        <Button
          size="small"
          icon={<FolderSearch aria-hidden="true" />}
          onClick={() => void chooseEnvironment()}
        >
          Choose an environment…
        </Button>
        {own === undefined && programs.length > 0 && installation.installer !== null && (
          <Button size="small" disabled={isBusy} onClick={() => void installLiteLlm()}>
            Install LiteLLM {installation.release} ({installCost(local)})
          </Button>
        )}
        {own !== undefined && (
          <Button
            size="small"
            icon={<Trash2 aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => void requestOrToast('local-gateway:remove-installation', undefined)}
          >
            Remove Litedesk’s installation
          </Button>
        )}
      </div>
    </div>
  )
}

function PortField({ port }: { readonly port: number | null }) {
  const [text, setText] = useState(port === null ? '' : String(port))
  const parsed = portOf(text)
  const keep = (): void => {
    if (parsed.error === null && parsed.port !== port) void setUp({ port: parsed.port })
  }
  return (
    <TextField
      label="Port"
      inputMode="numeric"
      placeholder="Automatic"
      value={text}
      error={parsed.error}
      hint="On 127.0.0.1 alone, so no other computer can reach it. Automatic keeps the last one where it is free."
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
      }}
    />
  )
}

function FallbackChoice() {
  const fallback = useLocalChanges((changes) => changes.fallback)
  return (
    <Group title="This computer offers no key store">
      <div className={styles['row']}>
        <div className={styles['pair']}>
          <p className={styles['words']}>
            {fallback === 'session'
              ? 'Keys are kept in memory; you paste them again next time.'
              : 'Keys are encrypted with a key kept in a file next to them, so anyone who can read your files can read them.'}
          </p>
          <SegmentedControl
            label="How keys are kept"
            options={[
              { value: 'session', label: 'Until I quit' },
              { value: 'weak-store', label: 'Weak protection' },
            ]}
            value={fallback}
            onChange={(value) => useLocalChanges.setState({ fallback: value })}
          />
        </div>
      </div>
    </Group>
  )
}

interface GroupProps {
  readonly title: string
  readonly side?: ReactNode
  readonly children: ReactNode
}

function Group({ title, side, children }: GroupProps) {
  return (
    <section className={styles['group']} aria-label={title}>
      <div className={styles['groupHead']}>
        <h3 className={styles['groupTitle']}>{title}</h3>
        {side}
      </div>
      <div className={styles['rows']}>{children}</div>
    </section>
  )
}

function checkDatabaseUrl(text: string): string | null {
  return /^postgres(?:ql)?:\/\/\S+$/.test(text) ? null : 'An address that begins with postgresql://'
}
