import { z } from 'zod'

/**
 * How the quick chat's global shortcut is. `off`: the user set none. `ready`: it works. `taken`: another program has it.
 * `unsupported`: this desktop gives programs no global shortcuts.
 */
export const QuickChat = z.object({ state: z.enum(['off', 'ready', 'taken', 'unsupported']) })
export type QuickChat = z.infer<typeof QuickChat>
