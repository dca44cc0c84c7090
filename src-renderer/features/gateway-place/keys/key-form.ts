import { Duration } from '#shared/duration.ts'
import type { KeyChanges, KeyDraft, VirtualKey } from '#shared/virtual-key.ts'

import { parseNumber } from '../../engines/form/number-text.ts'

/** Says that a key's end stays as it is; in the place of a duration. */
export const KEEP = 'keep'

/** A virtual key as it is filled in: texts as typed, an empty one for no limit. */
export interface KeyForm {
  readonly alias: string
  /** Empty for all. */
  readonly models: readonly string[]
  /** Whether it is confined to `models`. */
  readonly isConfined: boolean
  readonly maxBudget: string
  /** Empty: never reset. */
  readonly budgetDuration: string
  readonly tpmLimit: string
  readonly rpmLimit: string
  readonly parallelLimit: string
  /** Empty: for ever. `KEEP` for a key that is changed. */
  readonly lifetime: string
  readonly userId: string
  readonly teamId: string
}

export type KeyFormErrors = Partial<Record<keyof KeyForm, string>>

/** The form of a key, or of a new one. */
export function formOfKey(key: VirtualKey | null): KeyForm {
  return {
    alias: key?.alias ?? '',
    models: key?.models ?? [],
    isConfined: key !== null && key.models.length > 0,
    maxBudget: key?.maxBudget ?? '',
    budgetDuration: key?.budgetDuration ?? '',
    tpmLimit: numberText(key?.tpmLimit),
    rpmLimit: numberText(key?.rpmLimit),
    parallelLimit: numberText(key?.parallelLimit),
    lifetime: key === null ? '' : KEEP,
    userId: key?.userId ?? '',
    teamId: key?.teamId ?? '',
  }
}

/** What is wrong with a form, by field; empty when it can be sent. `key` is the one that is changed. */
export function keyFormErrors(form: KeyForm, key: VirtualKey | null): KeyFormErrors {
  const errors: { -readonly [Field in keyof KeyForm]?: string } = {}
  if (key === null && form.alias.trim() === '') errors.alias = 'A name to know the key by.'
  if (form.isConfined && form.models.length === 0) errors.models = 'Tick at least one, or let it use all.'
  if (budgetOf(form.maxBudget) === undefined) errors.maxBudget = 'An amount in US dollars, such as 25.'
  const isOwnWord = form.budgetDuration === key?.budgetDuration
  if (form.budgetDuration !== '' && !isOwnWord && !isDuration(form.budgetDuration))
    errors.budgetDuration = durationHelp
  if (form.lifetime !== '' && form.lifetime !== KEEP && !isDuration(form.lifetime))
    errors.lifetime = durationHelp
  for (const field of ['tpmLimit', 'rpmLimit', 'parallelLimit'] as const)
    if (limitOf(form[field]) === undefined) errors[field] = 'A whole number, such as 1000 or 100k.'
  return errors
}

/** A form without errors as a key to be made. */
export function draftOfKeyForm(form: KeyForm): KeyDraft {
  return {
    alias: textOf(form.alias),
    models: form.isConfined ? [...form.models] : [],
    maxBudget: budgetOf(form.maxBudget) ?? null,
    budgetDuration: textOf(form.budgetDuration),
    tpmLimit: limitOf(form.tpmLimit) ?? null,
    rpmLimit: limitOf(form.rpmLimit) ?? null,
    parallelLimit: limitOf(form.parallelLimit) ?? null,
    lifetime: form.lifetime === KEEP ? null : textOf(form.lifetime),
    userId: textOf(form.userId),
    teamId: textOf(form.teamId),
  }
}

/** What a form without errors changes in a key: only fields that are other than they were. */
export function changesOfKeyForm(form: KeyForm, key: VirtualKey): KeyChanges {
  const draft = draftOfKeyForm(form)
  const before = draftOfKeyForm(formOfKey(key))
  const changed = (Object.keys(draft) as (keyof KeyDraft)[]).filter(
    (field) =>
      field !== 'lifetime' && !isSame(draft[field], before[field]) && !isSameAmount(field, draft, before),
  )
  const changes: KeyChanges = Object.fromEntries(changed.map((field) => [field, draft[field]]))
  return form.lifetime === KEEP ? changes : { ...changes, lifetime: draft.lifetime }
}

const durationHelp = 'A number with s, m, h or d, such as 12h or 30d, or 1mo.'

function isDuration(text: string): boolean {
  return Duration.safeParse(text.trim()).success
}

/** As decimal text; null for an empty one, undefined for what is none. */
function budgetOf(text: string): string | null | undefined {
  const bare = text.trim().replace(/^\$\s*/, '')
  if (bare === '') return null
  return /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(bare) ? bare.replace(/^\./, '0.') : undefined
}

/** null for an empty text; undefined for what is none. */
function limitOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const number = parseNumber(text)
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

function numberText(value: number | null | undefined): string {
  return value == null ? '' : String(value)
}

function textOf(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** `10` and `10.0` are the same budget. */
function isSameAmount(field: keyof KeyDraft, draft: KeyDraft, before: KeyDraft): boolean {
  if (field !== 'maxBudget' || draft.maxBudget === null || before.maxBudget === null) return false
  return Number(draft.maxBudget) === Number(before.maxBudget)
}
