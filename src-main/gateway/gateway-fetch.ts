import { AppFailure, appError } from '#shared/app-error.ts'

const MAX_REDIRECTS = 3

/**
 * `fetch` for gateways. A redirect on the same host and port is followed; one to anywhere else fails with `redirected`,
 * because the request carries the key.
 */
export const gatewayFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, { ...init, redirect: 'manual' })
  // A body can be sent once; only requests without one can follow a redirect.
  let answer = await fetch(request)
  for (let hop = 0; isRedirect(answer.status); hop += 1) {
    const from = new URL(answer.url || request.url)
    const target = redirectTarget(answer, from)
    await answer.body?.cancel()
    const mayFollow =
      target !== null && target.origin === from.origin && request.method === 'GET' && hop < MAX_REDIRECTS
    if (!mayFollow) throw redirected(from, target)
    answer = await fetch(
      new Request(target, { headers: request.headers, signal: request.signal, redirect: 'manual' }),
    )
  }
  return answer
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

function redirectTarget(answer: Response, from: URL): URL | null {
  const location = answer.headers.get('location')
  return location === null ? null : URL.parse(location, from.href)
}

function redirected(from: URL, target: URL | null): AppFailure {
  const where = target?.origin ?? 'another address'
  return new AppFailure(
    appError('redirected', `${from.origin} sends requests on to ${where}. The key was not sent there.`, {
      nextStep: target
        ? `If you trust it, use ${target.origin} as the gateway’s address.`
        : 'Check the address.',
    }),
  )
}
