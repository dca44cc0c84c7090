import { ImageIcon } from 'lucide-react'
import { useContext, useState, type JSX } from 'react'

import { isPictureData, webAddress } from './addresses.ts'
import { MarkdownActionsContext } from './markdown-actions.ts'
import styles from './markdown.module.css'

interface AnswerImageProps {
  readonly url: string
  readonly alt: string
}

type Loading = 'not-asked' | 'loading' | 'failed' | { readonly data: string }

/** Pictures the user has loaded, by address, so that they stay when they leave the view and come back. */
const loaded = new Map<string, string>()
const mostRemembered = 24

function remember(url: string, data: string): void {
  loaded.set(url, data)
  const [oldest] = loaded.keys()
  if (loaded.size > mostRemembered && oldest !== undefined) loaded.delete(oldest)
}

/** A picture. Remote ones are fetched only when the user asks, since fetching tells their host about the user. */
export function AnswerImage({ url, alt }: AnswerImageProps): JSX.Element {
  const known = isPictureData(url) ? url : loaded.get(url)
  const [loading, setLoading] = useState<Loading>(known === undefined ? 'not-asked' : { data: known })
  const { onLoadImage } = useContext(MarkdownActionsContext)
  const address = webAddress(url)
  if (typeof loading === 'object') return <img className={styles.image} src={loading.data} alt={alt} />
  if (!address) return <span className={styles.imageText}>{alt || 'Image'}</span>

  const load = async (): Promise<void> => {
    setLoading('loading')
    try {
      const data = await onLoadImage(address.href)
      if (!isPictureData(data)) throw new TypeError('The answer is not a picture.')
      remember(url, data)
      setLoading({ data })
    } catch {
      // The placeholder says so and offers another try; the app reports why.
      setLoading('failed')
    }
  }
  return (
    <span className={styles.imagePlaceholder}>
      <ImageIcon size={16} aria-hidden />
      <span className={styles.imageText}>
        {alt || 'Image'} <span className={styles.imageHost}>{address.host}</span>
        {loading === 'failed' && <output> could not be loaded</output>}
      </span>
      <button
        type="button"
        className={styles.button}
        disabled={loading === 'loading'}
        aria-label={`${loading === 'failed' ? 'Try again' : 'Load image'}: ${alt || address.host}`}
        onClick={() => void load()}
      >
        {loading === 'loading' ? 'Loading…' : loading === 'failed' ? 'Try again' : 'Load image'}
      </button>
    </span>
  )
}
