import { Blocks } from 'lucide-react'
import { useState } from 'react'

import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { PROVIDERS_PATH, providersIn } from '#shared/engine-config/providers-in-file.ts'

import { GatewayModelsDialog } from '../gateway/GatewayModelsDialog.tsx'
import { AddButtons } from './AddButtons.tsx'
import { AddProviderDialog } from './AddProviderDialog.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { FormSection } from './FormSection.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelsMode } from './ModelsMode.tsx'
import { ProviderCard } from './ProviderCard.tsx'
import styles from './ProviderList.module.css'

/** Every provider of the file with its models. */
export function ProviderList() {
  const { document } = useForm()
  const providers = providersIn(document.value)
  const [overlay, setOverlay] = useState<'add' | 'gateway' | null>(null)
  return (
    <FormSection
      title="Providers"
      text="Where models are served, and which of them the engine knows."
      actions={
        <AddButtons
          word="provider"
          onFromGateway={
            providers.some(({ id }) => id === GATEWAY_PROVIDER_ID) ? null : () => setOverlay('gateway')
          }
          onAdd={() => setOverlay('add')}
        />
      }
    >
      <FieldProblems path={['models']} />
      <FieldProblems path={PROVIDERS_PATH} />
      {providers.length === 0 ? (
        <div className={styles['empty']} {...formPlace(PROVIDERS_PATH)}>
          <Blocks aria-hidden="true" />
          <p>No provider yet. The quickest way is to add models from your gateway.</p>
        </div>
      ) : (
        <ul className={styles['list']} {...formPlace(PROVIDERS_PATH)}>
          {providers.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} />
          ))}
        </ul>
      )}
      <ModelsMode />
      {overlay === 'add' && <AddProviderDialog onClose={() => setOverlay(null)} />}
      {overlay === 'gateway' && <GatewayModelsDialog providerId={null} onClose={() => setOverlay(null)} />}
    </FormSection>
  )
}
