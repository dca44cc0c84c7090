import type { Session } from 'electron'

import { log } from '../log/log.ts'

/** What a page may be granted, and why; whatever is not listed is denied. */
const PERMISSIONS: Record<string, { readonly isGranted: boolean; readonly reason: string }> = {
  'clipboard-sanitized-write': {
    isGranted: false,
    reason: 'Copying goes through main, so that it can be cleared again',
  },
  'clipboard-read': { isGranted: false, reason: 'Pasting works without it; reading unasked would leak' },
  media: { isGranted: false, reason: 'There is no voice or video' },
  geolocation: { isGranted: false, reason: 'Nothing depends on place' },
  notifications: { isGranted: false, reason: 'Main shows notifications' },
  fullscreen: { isGranted: false, reason: 'The window manager does that' },
  pointerLock: { isGranted: false, reason: 'Nothing to steer' },
  openExternal: { isGranted: false, reason: 'Links leave through link:open alone' },
}

/** Denies every permission but those granted in the table. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    const isGranted = isPermissionGranted(permission)
    if (!isGranted) log.warn(`Denied permission ${permission}`)
    answer(isGranted)
  })
  session.setPermissionCheckHandler((_contents, permission) => isPermissionGranted(permission))
  session.setDevicePermissionHandler(() => false)
}

/** Whether the table grants a permission. */
export function isPermissionGranted(permission: string): boolean {
  return PERMISSIONS[permission]?.isGranted ?? false
}
