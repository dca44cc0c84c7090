import type { Shortcut } from '../../app/shortcuts.ts'

/** One line of the help sheet. */
export interface ShortcutEntry {
  readonly label: string
  /** Any of these does it. */
  readonly combos: readonly string[]
}

export interface ShortcutGroup {
  readonly title: string
  readonly entries: readonly ShortcutEntry[]
}

const groups: readonly { readonly title: string; readonly prefix: string }[] = [
  { title: 'Everywhere', prefix: 'app.' },
  { title: 'Chat', prefix: 'chat.' },
  { title: 'Engines', prefix: 'engine.' },
  { title: 'Gateway', prefix: 'gateway.' },
  { title: 'Spend', prefix: 'spend.' },
]

/** Registered shortcuts by group, in order of registration; those with the same label share a line. */
export function groupShortcuts(shortcuts: readonly Shortcut[]): ShortcutGroup[] {
  return groups
    .map(({ title, prefix }) => {
      const combos = new Map<string, string[]>()
      for (const { id, label, combo } of shortcuts)
        if (id.startsWith(prefix)) combos.set(label, [...(combos.get(label) ?? []), combo])
      return { title, entries: [...combos].map(([label, all]) => ({ label, combos: all })) }
    })
    .filter(({ entries }) => entries.length > 0)
}

/** The keys of the message field, which follow the setting "Enter sends". */
export function writingShortcuts(enterSends: boolean): ShortcutGroup {
  return {
    title: 'Writing',
    entries: [
      { label: 'Send the message', combos: [enterSends ? 'Enter' : 'Mod+Enter'] },
      { label: 'New line', combos: [enterSends ? 'Shift+Enter' : 'Enter'] },
    ],
  }
}
