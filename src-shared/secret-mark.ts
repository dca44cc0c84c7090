/**
 * What stands in a config text in the place of a secret, such as `‹hidden 4fd2a1b3 …3f9a›`. Main makes the marks and puts the
 * secrets back; the window never holds a secret. The same secret has the same mark while Litedesk runs.
 */
const SOURCE = '‹hidden ([0-9a-f]{8})(?: …([A-Za-z0-9_-]{4}))?›'

/** Both stand in no text but as the ends of marks: where a user's file has one, it is hidden like a secret. */
export const SECRET_MARK_ENDS = /[‹›]+/g

/** Finds every mark in a text; a new one each time, since it remembers where it was. */
export function secretMarkPattern(): RegExp {
  return new RegExp(SOURCE, 'g')
}

/** @param lastFour The secret's last characters; null for one that is too short to show them. */
export function secretMark(id: string, lastFour: string | null): string {
  return lastFour === null ? `‹hidden ${id}›` : `‹hidden ${id} …${lastFour}›`
}

/** Whether a value is one mark and nothing else. */
export function isSecretMark(value: string): boolean {
  return new RegExp(`^${SOURCE}$`).test(value)
}

/** A mark for reading: `hidden …3f9a`, or `hidden`. */
export function secretMarkWord(mark: string): string {
  const lastFour = new RegExp(SOURCE).exec(mark)?.[2]
  return lastFour === undefined ? 'hidden' : `hidden …${lastFour}`
}
