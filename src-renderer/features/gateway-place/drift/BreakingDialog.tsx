import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { countOf } from '../gateway-format.ts'
import styles from './BreakingDialog.module.css'
import { breaks } from './drift-summary.ts'
import type { Mending } from './use-mender.ts'

interface BreakingDialogProps {
  readonly asked: readonly Mending[]
  readonly isBusy: boolean
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before a model goes that an engine uses. */
export function BreakingDialog({ asked, isBusy, onConfirm, onClose }: BreakingDialogProps) {
  const used = asked.flatMap(({ engine, differences }) =>
    differences.filter(breaks).map(({ id, ref }) => ({ id, ref, engineName: engine.engineName })),
  )
  const count = asked.reduce((sum, { differences }) => sum + differences.length, 0)
  return (
    <ConfirmDialog
      title={
        used.length === 1 ? 'Take out a model in use?' : `Take out ${countOf(used.length, 'model')} in use?`
      }
      description="This gateway does not serve it. What refers to it in the file goes too, so an engine may be left without a primary model or a fallback. It can be undone."
      action={count === 1 ? 'Take it out' : `Mend ${countOf(count, 'difference')}`}
      isBusy={isBusy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className={styles['used']}>
        {used.map(({ id, ref, engineName }) => (
          <li key={`${engineName} ${id}`}>
            <code>{ref}</code> in {engineName}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
