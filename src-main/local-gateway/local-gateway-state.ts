import type { LocalGateway, LocalGatewayStatus } from '#shared/local-gateway.ts'

import type { StoredLocalGateway } from '../settings/store-schema.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import { ABOUT_DISK_MEGABYTES, ABOUT_DOWNLOAD_MEGABYTES, LITELLM_RELEASE } from './release.ts'

/** The slice as it is before anything was looked for. */
export function initialLocalGateway({ setup }: StoredLocalGateway): LocalGateway {
  return {
    status: { state: 'off' },
    programs: [],
    hasSearched: false,
    installation: {
      release: LITELLM_RELEASE,
      aboutDownloadMegabytes: ABOUT_DOWNLOAD_MEGABYTES,
      aboutDiskMegabytes: ABOUT_DISK_MEGABYTES,
      installer: null,
      error: null,
    },
    setup,
    variables: [],
    database: { source: 'none', isSet: false, lastFour: null },
  }
}

/** The slice `localGateway` of the app's state. */
export class LocalGatewaySlice {
  readonly #state: AppStateOwner

  constructor(state: AppStateOwner) {
    this.#state = state
  }

  get value(): LocalGateway {
    return this.#state.state.localGateway
  }

  get status(): LocalGatewayStatus {
    return this.value.status
  }

  change(changes: Partial<LocalGateway>): void {
    this.#state.change({ localGateway: { ...this.value, ...changes } })
  }

  /** Another status; nothing else changes. */
  enter(status: LocalGatewayStatus): void {
    this.change({ status })
  }
}
