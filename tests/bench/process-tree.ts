import { readdirSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
const KILOBYTE = 1024

/** A process and everything it started, directly or not, that runs now. */
export function processTree(root: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(Number(name))
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree = [root]
  for (let at = 0; at < tree.length; at += 1) tree.push(...(children.get(tree[at] ?? 0) ?? []))
  return tree
}

/**
 * Memory of processes in bytes, each page shared between n processes counted as 1/n in each. Slow: the kernel walks
 * every page table. Source: proc_pid_smaps_rollup(5).
 */
export function pssBytes(pids: readonly number[]): number {
  return sum(pids, (pid) => {
    const pss = /^Pss:\s+(\d+) kB$/m.exec(readProc(`${pid}/smaps_rollup`))?.[1]
    return Number(pss ?? 0) * KILOBYTE
  })
}

/** Resident memory of processes in bytes, shared pages counted in each. Quick. Source: proc_pid_statm(5). */
export function rssBytes(pids: readonly number[]): number {
  return sum(pids, (pid) => Number(readProc(`${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES)
}

function parentOf(pid: number): number | null {
  // The name in parentheses may hold anything, parentheses too.
  const fields = /^\d+ \(.*\) \S (\d+) /s.exec(readProc(`${pid}/stat`))
  return fields === null ? null : Number(fields[1])
}

function sum(pids: readonly number[], bytesOf: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + bytesOf(pid), 0)
}

/** Empty when the process has just ended. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
