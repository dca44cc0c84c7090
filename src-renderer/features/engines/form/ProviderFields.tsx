import { isConfigObject } from '#shared/config-document/config-value.ts'
import type { ProviderInFile } from '#shared/engine-config/providers-in-file.ts'

import { ApiField } from './ApiField.tsx'
import { Disclosure } from './Disclosure.tsx'
import { DraftNumberField } from './DraftNumberField.tsx'
import { DraftSelect, onOff } from './DraftSelect.tsx'
import { DraftTextField } from './DraftTextField.tsx'
import { expandedKey } from './expanded-store.ts'
import fields from './fields.module.css'
import { useForm } from './form-context.ts'
import { HeadersField } from './HeadersField.tsx'

const authOptions = ['api-key', 'aws-sdk', 'oauth', 'token'].map((value) => ({ value, label: value }))

/** Everything a provider has beside its key and its models. */
export function ProviderFields({ provider }: { readonly provider: ProviderInFile }) {
  const { engine, definition } = useForm()
  const { path, block } = provider
  const slots = isConfigObject(block['slotAffinity']) ? block['slotAffinity'] : {}
  const rare = ['auth', 'authHeader', 'headers', 'slotAffinity'].filter((key) => block[key] !== undefined)
  return (
    <>
      <div className={fields['grid']}>
        <DraftTextField
          label="Base URL"
          path={[...path, 'baseUrl']}
          value={block['baseUrl']}
          placeholder="http://localhost:4000"
          isRequired
          isCode
        />
        <ApiField path={[...path, 'api']} value={block['api']} unset="Not set" />
      </div>
      <Disclosure
        label="Authorization and headers"
        note={rare.length === 0 ? null : rare.join(', ')}
        expandedKey={`${expandedKey(engine.id, path)} more`}
      >
        <div className={fields['grid']}>
          <DraftSelect
            label="Authorization"
            path={[...path, 'auth']}
            value={block['auth']}
            options={authOptions}
            unset="By the key that is found"
            hint="aws-sdk takes the credentials of AWS and no key."
          />
          <DraftSelect
            label="Authorization header"
            path={[...path, 'authHeader']}
            value={block['authHeader']}
            options={onOff}
            unset="Off"
            hint="Sends the key as “Authorization: Bearer …” too."
          />
          {definition.allowsSlotAffinity && (
            <>
              <DraftSelect
                label="Slot affinity"
                path={[...path, 'slotAffinity', 'enabled']}
                value={slots['enabled']}
                options={onOff}
                unset="Not set"
                hint="Keeps a conversation on one slot of a local server."
              />
              <DraftNumberField
                label="Slots"
                path={[...path, 'slotAffinity', 'numSlots']}
                value={slots['numSlots']}
                isWhole
              />
            </>
          )}
        </div>
        <HeadersField path={[...path, 'headers']} value={block['headers']} />
      </Disclosure>
    </>
  )
}
