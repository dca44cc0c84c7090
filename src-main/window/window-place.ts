import type { WindowPlace } from '../settings/store-schema.ts'

/** A rectangle in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MIN_WIDTH = 720
export const MIN_HEIGHT = 480
const DEFAULT_WIDTH = 1180
const DEFAULT_HEIGHT = 780
/** So much of the window must be on some screen for its place to be kept. */
const MIN_VISIBLE = 100

/** Where to open the window: where it was, if that is still on a screen; else centred at the default size. */
export function placeFor(remembered: WindowPlace | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (!remembered || !screens.some((screen) => overlaps(remembered, screen))) {
    const screen = screens[0]
    return {
      width: Math.min(DEFAULT_WIDTH, screen?.width ?? DEFAULT_WIDTH),
      height: Math.min(DEFAULT_HEIGHT, screen?.height ?? DEFAULT_HEIGHT),
    }
  }
  const { x, y, width, height } = remembered
  return { x, y, width: Math.max(width, MIN_WIDTH), height: Math.max(height, MIN_HEIGHT) }
}

function overlaps(place: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
  const height = Math.min(place.y + place.height, screen.y + screen.height) - Math.max(place.y, screen.y)
  return width >= MIN_VISIBLE && height >= MIN_VISIBLE
}
