/** What an entry's file name says of a backup. */
export interface BackupEntry {
  /** When it was made, to sort by, and a random part: `20261124T220100123Z-1a2b3c4d`. */
  readonly id: string
  /** Lower-case hex sha256 of what was kept. */
  readonly hash: string
}

const NAME = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.([0-9a-f]{64})\.json$/
const ID_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/

/** The name of an entry's file. */
export function entryName({ id, hash }: BackupEntry): string {
  return `${id}.${hash}.json`
}

/** Reads such a name; null for any other. */
export function backupEntry(name: string): BackupEntry | null {
  const [, id, hash] = NAME.exec(name) ?? []
  return id === undefined || hash === undefined || Number.isNaN(Date.parse(backupTime(id)))
    ? null
    : { id, hash }
}

/** When the backup with this id was made: ISO 8601, UTC. */
export function backupTime(id: string): string {
  return id.replace(ID_TIME, '$1-$2-$3T$4:$5:$6.$7Z').slice(0, 24)
}
