/** A value as JSON5 can write it; numbers may be NaN and infinite. */
export type ConfigValue =
  | null
  | boolean
  | number
  | string
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue }

/** Keys and indexes from the root to a value; empty for the root itself. */
export type ConfigPath = readonly (string | number)[]

/** One change of a config document. */
export type ConfigEdit =
  /** Replaces the value at the path, or adds it as the last member, with the objects that lead to it where they are missing. */
  | { readonly type: 'set'; readonly path: ConfigPath; readonly value: ConfigValue }
  /** Puts a value into an array before the index at the end of the path; an index equal to the length appends. */
  | { readonly type: 'insert'; readonly path: ConfigPath; readonly value: ConfigValue }
  /** Removes a member or element, with the comment on its own line; nothing happens when it is not there. */
  | { readonly type: 'delete'; readonly path: ConfigPath }
  /** Gives a member another key in its place. */
  | { readonly type: 'rename'; readonly path: ConfigPath; readonly key: string }
  /** Moves an array's element, with the comments that belong to it, so that it stands at index `to` afterwards. */
  | { readonly type: 'move'; readonly path: ConfigPath; readonly to: number }
