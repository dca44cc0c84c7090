/**
 * The desktop's side of a tray on Linux: owns the watcher's name on the session bus, and reads and clicks menus as a
 * panel does. Source: freedesktop.org StatusNotifierItem; canonical dbusmenu.
 */
import { Message, MessageType, sessionBus, Variant } from 'dbus-next'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ITEM = 'org.kde.StatusNotifierItem'
const MENU = 'com.canonical.dbusmenu'
const PROPERTIES = 'org.freedesktop.DBus.Properties'

/** An entry of a tray's menu. */
export interface TrayEntry {
  readonly id: number
  /** Empty for a separator. */
  readonly label: string
  /** null where there is nothing to be chosen. */
  readonly isChosen: boolean | null
  readonly isEnabled: boolean
  readonly entries: readonly TrayEntry[]
}

/** One program's tray. */
export interface Tray {
  menu(): Promise<readonly TrayEntry[]>
  /** Clicks the entry with this label, wherever in the menu it is. */
  click(label: string): Promise<void>
}

/** Takes the watcher's name. Do it before the program starts, which looks for it only then; `close` gives it back. */
export async function startTrayHost(): Promise<{ next(): Promise<Tray>; close(): void }> {
  const bus = sessionBus()
  const registered: string[] = []
  const waiting: ((name: string) => void)[] = []
  const call = async (path: string, member: string, signature: string, body: unknown[], to: string) => {
    const iface = member === 'Get' ? PROPERTIES : MENU
    const reply = await bus.call(
      new Message({ destination: to, path, interface: iface, member, signature, body }),
    )
    const answer: unknown[] = reply?.body ?? []
    return answer
  }

  bus.addMethodHandler((message: Message) => {
    const answer = watcherAnswer(message)
    if (answer === null) return false
    bus.send(answer)
    if (message.member !== 'RegisterStatusNotifierItem') return true
    const name = String(message.body[0])
    const item = name.startsWith('/') ? message.sender : name
    const next = waiting.shift()
    if (next) next(item)
    else registered.push(item)
    return true
  })
  await bus.requestName(WATCHER, 0)

  const trayOf = (name: string): Tray => {
    const menuPath = async (): Promise<string> => {
      const [path] = await call('/StatusNotifierItem', 'Get', 'ss', [ITEM, 'Menu'], name)
      return String(plain(path))
    }
    const menu = async (): Promise<readonly TrayEntry[]> => {
      const layout = await call(await menuPath(), 'GetLayout', 'iias', [0, -1, []], name)
      return entryOf(layout[1]).entries
    }
    return {
      menu,
      click: async (label) => {
        const entry = flat(await menu()).find((candidate) => candidate.label === label)
        if (!entry) throw new Error(`The tray's menu has no "${label}"`)
        await call(await menuPath(), 'Event', 'isvu', [entry.id, 'clicked', new Variant('i', 0), 0], name)
      },
    }
  }
  return {
    next: async () => {
      const known = registered.shift()
      return trayOf(known ?? (await new Promise<string>((resolve) => waiting.push(resolve))))
    },
    close: () => bus.disconnect(),
  }
}

/** The labels of a menu, a dot before what is chosen, an ellipsis for a submenu. */
export function menuLines(entries: readonly TrayEntry[]): string[] {
  return entries.map(
    ({ label, isChosen, entries: inner }) =>
      `${isChosen === true ? '• ' : ''}${label}${inner.length > 0 ? ' …' : ''}`,
  )
}

function watcherAnswer(message: Message): Message | null {
  if (message.type !== MessageType.METHOD_CALL) return null
  if (message.interface === WATCHER) return Message.newMethodReturn(message)
  if (message.interface !== PROPERTIES || message.path !== '/StatusNotifierWatcher') return null
  const isRegistered = new Variant('b', true)
  if (message.member === 'Get') return Message.newMethodReturn(message, 'v', [isRegistered])
  return Message.newMethodReturn(message, 'a{sv}', [{ IsStatusNotifierHostRegistered: isRegistered }])
}

/** Reads `(ia{sv}av)`. */
function entryOf(value: unknown): TrayEntry {
  const [id, properties, children]: unknown[] = Array.isArray(value) ? value : []
  const property = (name: string): unknown => plain(Reflect.get(Object(properties), name))
  const label = property('label')
  return {
    id: Number(id),
    label: typeof label === 'string' ? label : '',
    isChosen: property('toggle-type') === undefined ? null : property('toggle-state') === 1,
    isEnabled: property('enabled') !== false,
    entries: Array.isArray(children) ? children.map((child) => entryOf(plain(child))) : [],
  }
}

function flat(entries: readonly TrayEntry[]): TrayEntry[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.entries)])
}

function plain(value: unknown): unknown {
  return value instanceof Variant ? value.value : value
}
