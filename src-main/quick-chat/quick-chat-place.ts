import type { Rectangle } from '../window/window-place.ts'

/** The window as designed, in device-independent pixels at a text scale of 100 %. */
export const QUICK_CHAT_SIZE = { width: 640, height: 420 } as const

/** What stays free around it on a small screen. */
const MARGIN = 16
/** Where the free height is cut: a little above the middle, where the eyes are. */
const SHARE_ABOVE = 0.4

/** The size a fresh window gets: as designed, grown with the text, and never larger than the screen. */
export function quickChatSize(textScale: number, screen: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(Math.round((QUICK_CHAT_SIZE.width * textScale) / 100), screen.width - 2 * MARGIN),
    height: Math.min(Math.round((QUICK_CHAT_SIZE.height * textScale) / 100), screen.height - 2 * MARGIN),
  }
}

/** Centred on the screen, a little above the middle; shrunk where the screen is smaller. */
export function quickChatPlace(size: { width: number; height: number }, screen: Rectangle): Rectangle {
  const width = Math.min(size.width, screen.width)
  const height = Math.min(size.height, screen.height)
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) * SHARE_ABOVE),
    width,
    height,
  }
}
