import {
  Box,
  Cpu,
  CornerDownLeft,
  FolderPlus,
  Keyboard,
  KeyRound,
  List,
  MessageSquare,
  PanelLeft,
  Search,
  Server,
  Settings,
  Square,
  SquarePen,
  SunMoon,
  TextCursor,
  Waypoints,
  Zap,
} from 'lucide-react'
import { createElement } from 'react'

import { assertNever } from '#shared/result.ts'
import type { PaletteAction } from './palette-entry.ts'

const shortcutIcons: Readonly<Record<string, typeof Box>> = {
  'app.chat': MessageSquare,
  'app.engines': Cpu,
  'app.gateway': Waypoints,
  'app.settings': Settings,
  'app.toggle-sidebar': PanelLeft,
  'app.help': Keyboard,
  'chat.new': SquarePen,
  'chat.search': Search,
  'chat.write': TextCursor,
  'chat.stop': Square,
}

/** What kind of thing an entry is, at a glance. */
export function PaletteIcon({ action }: { readonly action: PaletteAction }) {
  return createElement(iconOf(action), { size: 16, 'aria-hidden': true })
}

function iconOf(action: PaletteAction): typeof Box {
  switch (action.type) {
    case 'open-conversation':
      return MessageSquare
    case 'choose-model':
      return Box
    case 'use-engine-model':
    case 'open-engine':
      return Cpu
    case 'run-shortcut':
      return shortcutIcons[action.id] ?? CornerDownLeft
    case 'open-settings':
      return Settings
    case 'set-theme':
      return SunMoon
    case 'open-gateway':
      return Waypoints
    case 'new-virtual-key':
      return KeyRound
    case 'use-gateway':
    case 'reconnect':
      return Server
    case 'new-folder':
      return FolderPlus
    case 'open-quick-chat':
      return Zap
    case 'go':
      return stepIcons[action.step.type]
    default:
      return assertNever(action)
  }
}

const stepIcons = { 'chat-models': Box, conversations: List, 'engine-models': Cpu } as const
