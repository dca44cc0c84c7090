/**
 * What a page of Litedesk may load: its own files, and images already in memory. It has no way to the network, so a
 * hostile answer cannot send anything anywhere.
 */
export function contentSecurityPolicy(): string {
  return policyText(STRICT)
}

/** The same with what hot reload needs: the development server's socket and its inline preamble. */
export function developmentContentSecurityPolicy(): string {
  return policyText({
    ...STRICT,
    'script-src': "'self' 'unsafe-inline'",
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': "'self' ws://localhost:* ws://127.0.0.1:*",
  })
}

const STRICT = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  'worker-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
}

function policyText(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
