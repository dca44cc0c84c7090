import { create } from 'zustand'

/** Where the window is. */
export type Place = 'chat' | 'engines' | 'gateway' | 'spend' | 'settings'
export type SettingsSection = 'general' | 'gateways' | 'about'
export type GatewaySection = 'overview' | 'models' | 'keys' | 'drift' | 'routing' | 'computer'

/** Widths of the list pane in designed px, that is at 100 % text scale. */
export const sidebarWidths = { min: 200, initial: 264, max: 420 } as const

interface Layout {
  readonly isSidebarCollapsed: boolean
  /** Width of the list pane in designed px; divide by 16 for rem. */
  readonly sidebarWidth: number
}

interface Navigation extends Layout {
  readonly place: Place
  readonly settingsSection: SettingsSection
  readonly gatewaySection: GatewaySection
  /** The engine file that is open or was last; null while none was, and the first of the list is shown. */
  readonly engineId: string | null
  /** Goes to a place; without a section, settings open where they were left. */
  readonly openPlace: (place: Place, section?: SettingsSection) => void
  /** Goes to an engine's file. */
  readonly openEngine: (id: string) => void
  /** Goes to the gateway; without a section, where it was left. */
  readonly openGateway: (section?: GatewaySection) => void
  readonly toggleSidebar: () => void
  /** The list pane was dragged; takes designed px and keeps them within `sidebarWidths`. */
  readonly sidebarResized: (width: number) => void
}

const layoutKey = 'layout'

/** Where the window is and how its panes lie. The renderer's own; the panes are remembered in localStorage. */
export const useNavigation = create<Navigation>((set, get) => {
  const keep = (layout: Partial<Layout>): void => {
    set(layout)
    const { isSidebarCollapsed, sidebarWidth } = get()
    localStorage.setItem(layoutKey, JSON.stringify({ isSidebarCollapsed, sidebarWidth }))
  }
  return {
    place: 'chat',
    settingsSection: 'general',
    gatewaySection: 'overview',
    engineId: null,
    ...readLayout(typeof localStorage === 'undefined' ? null : localStorage.getItem(layoutKey)),
    openPlace: (place, section) =>
      set(section === undefined ? { place } : { place, settingsSection: section }),
    openEngine: (engineId) => set({ place: 'engines', engineId }),
    openGateway: (section) =>
      set(section === undefined ? { place: 'gateway' } : { place: 'gateway', gatewaySection: section }),
    toggleSidebar: () => keep({ isSidebarCollapsed: !get().isSidebarCollapsed }),
    sidebarResized: (width) => keep({ sidebarWidth: clampWidth(width) }),
  }
})

/** The remembered layout; what is missing or damaged falls back to the designed one. */
export function readLayout(text: string | null): Layout {
  const kept = parseObject(text)
  const width = Reflect.get(kept, 'sidebarWidth')
  return {
    isSidebarCollapsed: Reflect.get(kept, 'isSidebarCollapsed') === true,
    sidebarWidth: typeof width === 'number' ? clampWidth(width) : sidebarWidths.initial,
  }
}

function clampWidth(width: number): number {
  return Math.round(Math.min(sidebarWidths.max, Math.max(sidebarWidths.min, width)))
}

function parseObject(text: string | null): object {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // Not ours or cut short: the designed layout is a good answer.
    return {}
  }
}
