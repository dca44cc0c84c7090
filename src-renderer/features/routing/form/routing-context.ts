import { createContext, useContext } from 'react'

import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import type { RoutingFile } from '#shared/routing-file/routing-file.ts'

/** What every part of the form works on. */
export interface RoutingForm {
  readonly file: RoutingFile
  /** Changes the draft; says so where the text does not take it. Answers whether it did. */
  readonly edit: (edits: readonly ConfigEdit[]) => boolean
}

export const RoutingFormContext = createContext<RoutingForm | null>(null)

/** The file and the way to change it. */
export function useRoutingForm(): RoutingForm {
  const form = useContext(RoutingFormContext)
  if (form === null) throw new Error('A part of the form stands outside of it')
  return form
}

/** What is wrong with a value that cannot be written; null when it was. */
export const notWritten = 'This cannot be written into the text.'
