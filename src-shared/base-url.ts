/**
 * The form a base URL is kept in: http or https, no trailing slash, no `/v1`, no query, no credentials.
 * A bare `host:port` becomes http. Returns null for what is no such URL.
 */
export function normaliseBaseUrl(text: string): string | null {
  const trimmed = text.trim()
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
  const [, scheme = '', host = '', path = ''] = BASE_URL.exec(withScheme) ?? []
  const [, port = '0'] = URL_HOST.exec(host) ?? []
  if (!URL_HOST.test(host) || Number(port) > 65_535) return null
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/(?:\/(?:v1)?)+$/i, '')}`
}

/** Scheme, host with port, and path; a query or fragment may follow. */
const BASE_URL = /^(https?):\/\/([^/?#\s@]+)(\/[^?#\s]*)?(?:[?#]\S*)?$/i

/** A DNS name, IPv4 or bracketed IPv6 address with an optional port. */
const URL_HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?)(?::(\d{1,5}))?$/i
