import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { isSecretMark, secretMarkPattern, secretMarkWord } from '#shared/secret-mark.ts'
import { environmentReference } from '#shared/routing-file/routing-edits.ts'

const VARIABLE = /^os\.environ\/(.*)$/s
const NAME = /^[A-Za-z_]\w*$/

/** What a field for a variable shows: its name, or that a secret stands in the file. */
export function variableText(value: ConfigValue | undefined): {
  readonly text: string
  readonly hint: string | null
} {
  if (typeof value !== 'string' || value === '') return { text: '', hint: null }
  const [, name] = VARIABLE.exec(value) ?? []
  if (name !== undefined) return { text: name, hint: null }
  if (isSecretMark(value)) return { text: '', hint: `In the file itself: ${secretMarkWord(value)}` }
  return {
    text: '',
    hint:
      value.search(secretMarkPattern()) === -1
        ? `In the file itself: ${value}`
        : 'In the file itself, hidden',
  }
}

/** The reference that a typed name comes to; null takes it out; text says what is wrong. */
export function readVariable(text: string): { readonly value: string | null } | { readonly error: string } {
  const name = text.trim().replace(/^os\.environ\//, '')
  if (name === '') return { value: null }
  return NAME.test(name)
    ? { value: environmentReference(name) }
    : { error: 'A name of letters, digits and _, such as OPENAI_API_KEY.' }
}

/** A number for reading; empty where there is none. */
export function numberText(value: ConfigValue | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
}

/** The number a text comes to; null for none. */
export function readNumber(text: string): { readonly value: number | null } | { readonly error: string } {
  const words = text.trim()
  if (words === '') return { value: null }
  const value = Number(words)
  return Number.isFinite(value) && value >= 0 ? { value } : { error: 'A number, 0 or more.' }
}
