import { comboCaps } from './key-combo.ts'
import styles from './Kbd.module.css'

/** A keyboard combination such as `Mod+K`, as key caps of this platform: ⌘K or Ctrl K. */
export function Kbd({ combo }: { readonly combo: string }) {
  return (
    <kbd className={styles['combo']}>
      {comboCaps(combo, window.bridge.platform).map((cap) => (
        <span key={cap} className={styles['cap']}>
          {cap}
        </span>
      ))}
    </kbd>
  )
}
