import type { LocalGateway } from '#shared/local-gateway.ts'

import type { StoredLocalGateway } from '../settings/store-schema.ts'
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
