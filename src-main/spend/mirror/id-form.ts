/**
 * An id split for storage: its UUID as a number and the text around it. Ids are most of what a row takes, and a UUID as a
 * number is half of it as text and is read three times as fast.
 */
export interface IdForm {
  /** The text with `HOLE` in place of the UUID; the whole text when it has none. */
  readonly form: string
  /** 128 bits without sign; null when the text holds no UUID. */
  readonly uuid: bigint | null
}

const HOLE = '\u{FFFC}'
/** Lower case only: upper case would not come back as it was. */
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/

/** Splits an id. `joinId` gives it back unchanged, whatever it was. */
export function splitId(id: string): IdForm {
  const found = id.includes(HOLE) ? null : UUID.exec(id)
  if (!found) return { form: id, uuid: null }
  const [text] = found
  const form = id.slice(0, found.index) + HOLE + id.slice(found.index + text.length)
  return { form, uuid: BigInt(`0x${text.replaceAll('-', '')}`) }
}

/** Puts an id together again. */
export function joinId({ form, uuid }: IdForm): string {
  return uuid === null ? form : form.replace(HOLE, () => uuidText(uuid))
}

/** A UUID as text. */
export function uuidText(uuid: bigint): string {
  const digits = uuid.toString(16).padStart(32, '0')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)]
  return `${parts.join('-')}-${digits.slice(20)}`
}

/**
 * The UUIDs that begin with the hexadecimal digits a word ends in, such as `chatcmpl-1f3a` or `1f3a9c02-77`; null when it
 * does not look like the beginning of one (fewer than four digits would match by chance).
 */
export function uuidRange(word: string): { readonly first: bigint; readonly last: bigint } | null {
  const digits = /(?:^|[^\da-z])([\da-f]{4,8}|[\da-f]{8}-[\da-f-]*)$/.exec(word)?.[1]?.replaceAll('-', '')
  if (digits === undefined || digits.length > 32) return null
  return { first: BigInt(`0x${digits.padEnd(32, '0')}`), last: BigInt(`0x${digits.padEnd(32, 'f')}`) }
}
