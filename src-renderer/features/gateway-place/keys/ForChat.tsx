import { type FormEvent, useState } from 'react'

import type { KeyHandOver } from '#shared/virtual-key.ts'

import { useAppState } from '../../../app/app-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from './HandOverForm.module.css'

type ForChatWish = Extract<KeyHandOver, { to: 'chat' }>

interface ForChatProps {
  /** What the new gateway is called unless the user says otherwise. */
  readonly name: string
  readonly isBusy: boolean
  readonly onHandOver: (wish: ForChatWish) => void
}

/** Keeps a new key as another gateway with the same address. */
export function ForChat({ name: suggestion, isBusy, onHandOver }: ForChatProps) {
  const hasKeyStore = useAppState(({ keyStore }) => keyStore !== 'none')
  const [name, setName] = useState(suggestion.slice(0, 80))
  const [keep, setKeep] = useState<ForChatWish['keep']>(hasKeyStore ? 'key-store' : 'session')
  const [isActivated, setActivated] = useState(true)
  const isNamed = name.trim() !== ''

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isNamed && !isBusy) onHandOver({ to: 'chat', name: name.trim(), keep, isActivated })
  }
  return (
    <form className={styles['form']} aria-label="Use in chat" noValidate onSubmit={submit}>
      <TextField
        label="Name"
        maxLength={80}
        value={name}
        error={isNamed ? null : 'A name to know it by.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {!hasKeyStore && (
        <Select
          label="This system has no key store"
          options={[
            { value: 'session', label: 'Keep it until Litedesk quits' },
            { value: 'weak-store', label: 'Keep it weakly encrypted on disk' },
          ]}
          value={keep}
          onChange={setKeep}
        />
      )}
      <Checkbox checked={isActivated} onChange={setActivated}>
        Change to it at once, so that chats are billed to this key
      </Checkbox>
      <div>
        <Button type="submit" variant="primary" size="small" busy={isBusy} disabled={!isNamed}>
          Use in chat
        </Button>
      </div>
    </form>
  )
}
