/** "1 problem", "12 problems", with thousands apart. `plural` where it is not the noun with an s. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}

/** The last part of a path, such as `nova-engine.json`. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
