import { comboCaps } from './key-combo.ts'
import styles from './Kbd.module.css'

/** A keyboard combination such as `Mod+K`, as key caps of this platform: ⌘K or Ctrl K. */
export function Kbd({ combo }: { readonly combo: string }) {
  return <KeyCaps caps={comboCaps(combo, window.bridge.platform)} />
}

/** Key caps beside each other. */
export function KeyCaps({ caps }: { readonly caps: readonly string[] }) {
  return (
    <kbd className={styles['combo']}>
      {caps.map((cap) => (
        <span key={cap} className={styles['cap']}>
          {cap}
        </span>
      ))}
    </kbd>
  )
}
