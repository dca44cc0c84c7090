/**
 * Whether this desktop lets a program hear keys while another one has the focus. Wayland does not: there, X11's grabs
 * reach only programs that run under XWayland, so a shortcut would work in some windows and not in others.
 */
export function areGlobalShortcutsSupported(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return true
  const hasWayland = (environment['WAYLAND_DISPLAY'] ?? '') !== ''
  return !hasWayland && environment['XDG_SESSION_TYPE'] !== 'wayland'
}
