/** An object's fields without those that are undefined. */
export type Defined<Fields extends object> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

/** Leaves out the fields that are undefined, as "not given" arrives over IPC. */
export function definedOf<Fields extends object>(fields: Fields): Defined<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Defined<Fields>
}
