/** How many cases a property is tried on: few in a normal run, `nightly` when LITEDESK_NIGHTLY=1. */
export function propertyRuns(usual: number, nightly = 20_000): number {
  return process.env['LITEDESK_NIGHTLY'] === '1' ? nightly : usual
}
