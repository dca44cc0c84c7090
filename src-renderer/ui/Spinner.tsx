import styles from './Spinner.module.css'

/** Something is under way. Give a label where no text beside it says what. */
export function Spinner({ label }: { readonly label?: string }) {
  return label === undefined ? (
    <span className={styles['spinner']} aria-hidden="true" />
  ) : (
    <output className={styles['spinner']} aria-label={label} />
  )
}
