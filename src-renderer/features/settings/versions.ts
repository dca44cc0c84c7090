/** A program and its version. */
export interface ProgramVersion {
  readonly name: string
  readonly version: string
}

/** The programs worth naming, in order. */
const programs: readonly { readonly name: string; readonly token: string }[] = [
  { name: 'Litedesk', token: 'Litedesk' },
  { name: 'Electron', token: 'Electron' },
  { name: 'Chromium', token: 'Chrome' },
]

/**
 * The versions an Electron user agent tells, such as "… Litedesk/0.1.0 Chrome/148.0.1.2 Electron/42.0.0 …"; programs it
 * does not name are left out.
 */
export function versionsOf(userAgent: string): ProgramVersion[] {
  return programs.flatMap(({ name, token }) => {
    const version = new RegExp(`(?:^|\\s)${token}/(\\S+)`, 'i').exec(userAgent)?.[1]
    return version === undefined ? [] : [{ name, version }]
  })
}
