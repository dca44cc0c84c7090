/**
 * A duration for people: `0.4 s`, `12.3 s`.
 * @param {number} ms
 */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
