/** The text sizes offered, in percent; within the bounds of Settings.textScale. */
const textScales: readonly number[] = [80, 90, 100, 110, 125, 150, 175, 200]

/** The next size up (1) or down (-1), in percent; the same one at either end. A size between two steps goes to its neighbour. */
export function nextTextScale(scale: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? textScales.find((step) => step > scale) : textScales.findLast((step) => step < scale)
  return next ?? scale
}
