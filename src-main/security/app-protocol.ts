import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

import { protocol } from 'electron'

import { openingHash, type Opening } from '#shared/opening.ts'

import { contentSecurityPolicy, developmentContentSecurityPolicy } from './content-security-policy.ts'

const SCHEME = 'app'
const HOST = 'litedesk'

/** Where the program's page lives, with what it shows first. */
export function pageUrl(opening: Opening): string {
  return `${SCHEME}://${HOST}/index.html${openingHash(opening)}`
}

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

/** Whether an address is one of Litedesk's own pages. */
export function isAppUrl(url: string): boolean {
  try {
    const parsed = new URL(url)
    return parsed.protocol === `${SCHEME}:` && parsed.host === HOST
  } catch {
    return false
  }
}

/** Declares the private scheme. Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true, supportFetchAPI: true } },
  ])
}

/**
 * Serves the built renderer from `folder`, read-only, with the policy on every answer.
 * With `developmentServer` (an http URL) the files come from there instead, for hot reload.
 */
export function serveAppProtocol(folder: string, developmentServer: string | null): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    if (url.host !== HOST || request.method !== 'GET') return new Response('Not found', { status: 404 })
    if (developmentServer !== null) return serveFromDevelopment(developmentServer, url)
    const path = fileFor(folder, url.pathname)
    if (path === null) return new Response('Not found', { status: 404 })
    try {
      return new Response(await readFile(path), {
        headers: headersFor(
          CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
          contentSecurityPolicy(),
        ),
      })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  })
}

/** The file a path names inside `folder`, or null when it points outside. */
export function fileFor(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0')) return null
  const path = normalize(join(folder, decoded))
  return path.startsWith(folder + sep) ? path : null
}

async function serveFromDevelopment(server: string, url: URL): Promise<Response> {
  const answer = await fetch(new URL(url.pathname + url.search, server))
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  return new Response(answer.body, {
    status: answer.status,
    headers: headersFor(type, developmentContentSecurityPolicy()),
  })
}

function headersFor(contentType: string, policy: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}
