import { z } from 'zod'

export const Theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof Theme>

/** What the user sets once and every window follows. */
export const Settings = z.object({
  theme: Theme,
  /** Scale of all text and controls, in percent of the designed size. */
  textScale: z.number().int().min(80).max(200),
  /** Whether closing the window leaves Litedesk in the tray. */
  keepInTray: z.boolean(),
  /** Whether Enter sends and Shift+Enter breaks the line; false swaps them with Ctrl/Cmd+Enter. */
  enterSends: z.boolean(),
  /** Electron accelerator that opens the quick chat from anywhere; null for none. */
  quickChatShortcut: z.string().max(80).nullable(),
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  theme: 'system',
  textScale: 100,
  keepInTray: false,
  enterSends: true,
  quickChatShortcut: 'CommandOrControl+Shift+Space',
}
