/** What makes a part of the page that scrolls reachable by keyboard and known by name. */
export function scrollRegion(label: string, role: 'region' | 'log' = 'region') {
  return { role, 'aria-label': label, tabIndex: 0 } as const
}
