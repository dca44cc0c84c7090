import { showToast } from '../../ui/toast-store.ts'

/** Does an edit of a draft, and says so where the text does not take it. Answers whether it failed. */
export function editFailed(edit: () => void): boolean {
  try {
    edit()
    return false
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    showToast({ text: `That cannot be written into the text: ${reason}`, tone: 'negative' })
    return true
  }
}
