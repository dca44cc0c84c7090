const isNightly = process.env['LITEDESK_NIGHTLY'] === '1'

/** How many cases a property is tried on: few in a normal run, many when LITEDESK_NIGHTLY=1. */
export function propertyRuns(usual: number, nightly = 20_000): number {
  return isNightly ? nightly : usual
}

/** Milliseconds a property may take. */
export const PROPERTY_TIMEOUT = isNightly ? 900_000 : 20_000
