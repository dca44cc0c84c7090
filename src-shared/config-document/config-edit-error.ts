import type { ConfigPath } from './config-edit.ts'

/** An edit that cannot be made as asked. The message is one sentence for people; nothing has changed. */
export class ConfigEditError extends Error {
  override readonly name = 'ConfigEditError'
  /** The path of the edit. */
  readonly path: ConfigPath

  constructor(message: string, path: ConfigPath) {
    super(message)
    this.path = path
  }
}
