import { shell } from 'electron'

import { AppFailure, appError } from '#shared/app-error.ts'

/** The address a link may leave to, parsed and spelled anew, or null when it is not http or https. */
export function externalUrl(text: string): string | null {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}

/** The one door to the outside: opens an http or https address in the user's browser, refuses everything else. */
export async function openExternalLink(text: string): Promise<void> {
  const url = externalUrl(text)
  if (url === null) {
    throw new AppFailure(
      appError('invalid-input', 'Litedesk opens only web addresses.', {
        nextStep: 'Copy the link if you trust it.',
      }),
    )
  }
  await shell.openExternal(url)
}
