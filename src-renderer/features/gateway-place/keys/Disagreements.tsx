import type { KeyDisagreement } from '#shared/virtual-key.ts'

import { Note } from '../../../ui/Note.tsx'

/** What the gateway made of a wish that is otherwise: warnings for what means something else, notes for what was rounded. */
export function Disagreements({ disagreements }: { readonly disagreements: readonly KeyDisagreement[] }) {
  return disagreements.map(({ field, weight, note }) => (
    <Note key={field} tone={weight === 'other' ? 'warning' : 'neutral'}>
      {note}
    </Note>
  ))
}
