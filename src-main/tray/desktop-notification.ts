import { Notification } from 'electron'

/** Shown ones; one that nobody holds is collected, and its click with it. */
const shown = new Set<Notification>()
const MAX_SHOWN = 8

/** Shows a message of the desktop's; nothing happens where the desktop has none. */
export function notifyDesktop(title: string, body: string, clicked: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notification.on('click', () => {
    shown.delete(notification)
    clicked()
  })
  notification.on('close', () => shown.delete(notification))
  shown.add(notification)
  const [oldest] = shown
  if (shown.size > MAX_SHOWN && oldest) shown.delete(oldest)
  notification.show()
}
