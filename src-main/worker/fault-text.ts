/** A cause as a line in the log has it. */
export function faultText(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
