import { AppFailure, appError } from '#shared/app-error.ts'

const MAX_IMAGE_BYTES = 10 * 1024 * 1024
const TIMEOUT_MS = 20_000
/** Formats Chromium draws without running anything; SVG is left out because it can. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/**
 * Fetches an image the user asked to see, without cookies, key or referrer. Answers with a `data:` URL. Throws AppFailure
 * for what is not an http(s) address or not an image, and for one over 10 MB.
 */
export async function loadRemoteImage(text: string): Promise<string> {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw refused('Only web images can be loaded.')
  const answer = await fetchImage(url)
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!answer.ok || !IMAGE_TYPES.includes(type)) {
    await answer.body?.cancel()
    throw refused(
      answer.ok
        ? 'What is at this address is not an image.'
        : `The image’s server answered ${answer.status}.`,
    )
  }
  const bytes = await readWithin(answer, MAX_IMAGE_BYTES)
  return `data:${type};base64,${bytes.toString('base64')}`
}

async function fetchImage(url: URL): Promise<Response> {
  try {
    return await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (cause) {
    throw new AppFailure(
      appError('unreachable', 'The image could not be loaded.', {
        details: cause instanceof Error ? cause.message : String(cause),
      }),
    )
  }
}

async function readWithin(answer: Response, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > limit) throw refused('The image is larger than 10 MB.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function refused(message: string): AppFailure {
  return new AppFailure(appError('invalid-input', message))
}
