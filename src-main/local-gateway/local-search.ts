import { AppFailure } from '#shared/app-error.ts'

import type { Store } from '../settings/store.ts'
import { findInstaller } from './installer-finder.ts'
import type { LocalGatewaySlice } from './local-gateway-state.ts'
import type { LocalSecrets } from './local-secrets.ts'
import type { OwnInstallation } from './own-installation.ts'
import { findPrograms } from './program-finder.ts'
import { DATABASE_URL, readSource, type ReadConfig } from './run-preparation.ts'

interface Parts {
  readonly slice: LocalGatewaySlice
  readonly store: Store
  readonly secrets: LocalSecrets
  readonly installation: OwnInstallation
  readonly readConfig: ReadConfig
  /** The user's environment. */
  readonly users: Readonly<Record<string, string | undefined>>
}

/** Looks for what a local gateway is made of: programs, an installer, keys. What was found is in the slice. */
export class LocalSearch {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Looks for everything. */
  async search(): Promise<void> {
    const { slice, installation, users } = this.#parts
    await installation.removeUnfinished()
    const { installer, error } = { installer: null, error: null, ...(await findInstaller(users)) }
    slice.change({
      installation: { ...slice.value.installation, installer: installer?.kind ?? null, error },
    })
    await this.searchPrograms()
    await this.readVariables()
    slice.change({ hasSearched: true })
  }

  async searchPrograms(): Promise<void> {
    const { slice, installation, users, store } = this.#parts
    const programs = await findPrograms({
      ownEnvironment: installation.environment,
      chosenPath: store.file.localGateway.setup.environmentPath,
      environment: users,
    })
    slice.change({ programs })
  }

  /** A config file that cannot be read refers to nothing; starting says what is wrong with it. */
  async readVariables(): Promise<void> {
    const { slice, store, secrets, readConfig } = this.#parts
    let names: readonly string[] = []
    try {
      names = (await readSource(store.file.localGateway.setup.config, readConfig)).reading.variables
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
    }
    slice.change({
      variables: names.map((name) => ({ name, key: secrets.stateOf(name) })),
      database: secrets.stateOf(DATABASE_URL),
    })
  }
}
