import { useAppState } from '../../app/app-store.ts'
import { useShortcutRegistry } from '../../app/shortcuts.ts'
import { acceleratorCaps } from '../../ui/accelerator.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd, KeyCaps } from '../../ui/Kbd.tsx'
import { groupShortcuts, writingShortcuts } from './shortcut-groups.ts'
import styles from './ShortcutSheet.module.css'

/** All shortcuts that work at the moment the sheet opens, by group. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const shortcuts = useShortcutRegistry((registry) => registry.shortcuts)
  const enterSends = useAppState((state) => state.settings.enterSends)
  const quickChatKeys = useAppState(({ settings, quickChat }) =>
    quickChat.state === 'ready' ? settings.quickChatShortcut : null,
  )
  return (
    <Dialog title="Keyboard shortcuts" size="large" open onClose={onClose}>
      <div className={styles['groups']}>
        {[...groupShortcuts(shortcuts), writingShortcuts(enterSends)].map((group) => (
          <section key={group.title} className={styles['group']} aria-label={group.title}>
            <h3 className={styles['title']}>{group.title}</h3>
            <dl>
              {group.entries.map(({ label, combos }) => (
                <div key={label} className={styles['entry']}>
                  <dt>{label}</dt>
                  <dd className={styles['combos']}>
                    {combos.map((combo) => (
                      <Kbd key={combo} combo={combo} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {quickChatKeys === null ? null : (
          <section className={styles['group']} aria-label="In any program">
            <h3 className={styles['title']}>In any program</h3>
            <dl className={styles['entry']}>
              <dt>Quick chat</dt>
              <dd className={styles['combos']}>
                <KeyCaps caps={acceleratorCaps(quickChatKeys, window.bridge.platform)} />
              </dd>
            </dl>
          </section>
        )}
      </div>
    </Dialog>
  )
}
