import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

import { request, showFailure, errorOf } from '../../app/bridge.ts'
import { IconButton } from '../../ui/IconButton.tsx'

/** How long the check mark stays, in ms. */
const SHOWN_MS = 1500

/** Copies a text and says so for a moment. */
export function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy() {
    try {
      await request('clipboard:write', { text })
      setIsCopied(true)
    } catch (cause) {
      showFailure(errorOf(cause))
    }
  }

  return (
    <IconButton label={isCopied ? 'Copied' : 'Copy'} size="small" onClick={() => void copy()}>
      {isCopied ? <Check /> : <Copy />}
    </IconButton>
  )
}
