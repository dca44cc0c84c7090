import { Plus, Server } from 'lucide-react'

import { Button } from '../../../ui/Button.tsx'
import { useForm } from './form-context.ts'

interface AddButtonsProps {
  /** What is added by hand. */
  readonly word: 'model' | 'provider'
  /** null where the gateway is there already. */
  readonly onFromGateway: (() => void) | null
  readonly onAdd: () => void
}

/** The ways to get models into a file: as the gateway describes them, or by hand. */
export function AddButtons({ word, onFromGateway, onAdd }: AddButtonsProps) {
  const { isDisabled } = useForm()
  return (
    <>
      {onFromGateway !== null && (
        <Button
          size="small"
          icon={<Server aria-hidden="true" />}
          disabled={isDisabled}
          onClick={onFromGateway}
        >
          Add from gateway
        </Button>
      )}
      <Button size="small" icon={<Plus aria-hidden="true" />} disabled={isDisabled} onClick={onAdd}>
        {`Add ${word}`}
      </Button>
    </>
  )
}
