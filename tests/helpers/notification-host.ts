/**
 * The desktop's side of notifications on Linux: owns the service's name on the session bus, keeps what is shown and clicks
 * it. Source: Desktop Notifications Specification 1.2.
 */
import { Message, MessageType, sessionBus } from 'dbus-next'

const SERVICE = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

/** A notification as it was shown. */
export interface ShownNotification {
  readonly id: number
  readonly title: string
  readonly body: string
}

/** Takes the service's name; `close` gives it back. */
export async function startNotificationHost(): Promise<{
  /** Oldest first. */
  readonly shown: readonly ShownNotification[]
  /** Clicks a notification as a whole. */
  click(notification: ShownNotification): void
  close(): void
}> {
  const bus = sessionBus()
  const shown: ShownNotification[] = []
  bus.addMethodHandler((message: Message) => {
    if (message.type !== MessageType.METHOD_CALL || message.interface !== SERVICE) return false
    switch (message.member) {
      case 'GetCapabilities':
        bus.send(Message.newMethodReturn(message, 'as', [['body', 'actions']]))
        return true
      case 'GetServerInformation':
        bus.send(Message.newMethodReturn(message, 'ssss', ['test', 'Litedesk', '1', '1.2']))
        return true
      case 'Notify': {
        const [, , , title, body]: unknown[] = message.body
        const notification = { id: shown.length + 1, title: String(title), body: String(body) }
        shown.push(notification)
        bus.send(Message.newMethodReturn(message, 'u', [notification.id]))
        return true
      }
      default:
        bus.send(Message.newMethodReturn(message))
        return true
    }
  })
  await bus.requestName(SERVICE, 0)
  return {
    shown,
    click: ({ id }) =>
      bus.send(
        new Message({
          type: MessageType.SIGNAL,
          path: PATH,
          interface: SERVICE,
          member: 'ActionInvoked',
          signature: 'us',
          body: [id, 'default'],
        }),
      ),
    close: () => bus.disconnect(),
  }
}
