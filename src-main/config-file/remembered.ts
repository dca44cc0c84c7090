/** Asks once for each name; a text has many members and few names. */
export function remembered(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    const answer = known.get(name) ?? judge(name)
    known.set(name, answer)
    return answer
  }
}
