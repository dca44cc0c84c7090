import type { LocalGateway, LocalGatewayStatus, LocalProgram } from '#shared/local-gateway.ts'

/** What an installation is at, as a sentence. */
export function installSentence(status: Extract<LocalGatewayStatus, { state: 'installing' }>): string {
  switch (status.step) {
    case 'preparing':
      return 'Making an environment…'
    case 'downloading':
      return status.detail === null ? 'Looking for packages…' : `Fetching ${status.detail}…`
    case 'installing':
      return status.total === null ? 'Putting it in place…' : `Putting ${status.total} packages in place…`
    case 'checking':
      return 'Checking what was installed…'
  }
}

/** The share of an installation that is done, from 0 to 1; null while it is not known. */
export function installShare({ done, total }: { done: number | null; total: number | null }): number | null {
  return done === null || total === null || total === 0 ? null : done / total
}

/** Where a LiteLLM is from. */
export function programOrigin({ source }: LocalProgram): string {
  return { own: 'installed by Litedesk', path: 'from your PATH', chosen: 'from the chosen environment' }[
    source
  ]
}

/** A LiteLLM in a line. */
export function programLine(program: LocalProgram): string {
  return `LiteLLM ${program.version ?? 'of an unknown release'}, ${programOrigin(program)}`
}

/** What a program's verdict means for the user; null when all is well. */
export function verdictSentence({ verdict }: LocalProgram): string | null {
  switch (verdict) {
    case 'fine':
      return null
    case 'older':
      return 'It is older than the releases Litedesk is tested with; some things may not work.'
    case 'incomplete':
      return 'It lacks what a gateway needs: install it with pip install "litellm[proxy]".'
    case 'refused':
      return 'This release steals credentials and is not run. Remove it, and change the keys this computer held.'
  }
}

/** What the installation costs, before it is begun. */
export function installCost({ installation }: LocalGateway): string {
  const { aboutDownloadMegabytes, aboutDiskMegabytes } = installation
  return `about ${aboutDownloadMegabytes} MB to fetch, about ${aboutDiskMegabytes} MB on the disk`
}
