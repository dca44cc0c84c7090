import { Copy } from 'lucide-react'
import { useState } from 'react'

import type { SpendLogDetail } from '#shared/spend-log.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import styles from './DetailPanel.module.css'
import { absenceWords } from './LoggedConversation.tsx'

type JsonPart = 'request' | 'response' | 'metadata'

const words: Readonly<Record<JsonPart, string>> = {
  request: 'Request',
  response: 'Response',
  metadata: 'Metadata',
}

/** Characters drawn at once; a text of megabytes would freeze the panel. */
const CHUNK_CHARACTERS = 60_000

/** Request, response and metadata as the gateway stored them. */
export function JsonView({ detail }: { readonly detail: SpendLogDetail }) {
  const texts: Readonly<Record<JsonPart, string | null>> = {
    request: detail.requestJson,
    response: detail.responseJson,
    metadata: detail.metadataJson,
  }
  const available = (Object.keys(words) as JsonPart[]).filter((part) => texts[part] !== null)
  const [chosen, setChosen] = useState<JsonPart>('request')
  const part = available.includes(chosen) ? chosen : available[0]
  const text = part === undefined ? null : texts[part]
  return (
    <>
      {detail.content === 'stored' ? null : <p className={styles['note']}>{absenceWords(detail)}</p>}
      {part === undefined || text === null ? null : (
        <>
          <div className={styles['jsonHead']}>
            <SegmentedControl
              label="Part of the row"
              options={available.map((value) => ({ value, label: words[value] }))}
              value={part}
              onChange={setChosen}
            />
            <Button
              size="small"
              variant="ghost"
              icon={<Copy aria-hidden />}
              onClick={() => void requestOrToast('clipboard:write', { text })}
            >
              Copy
            </Button>
          </div>
          <JsonText key={detail.log.id + part} text={text} />
        </>
      )}
    </>
  )
}

function JsonText({ text }: { readonly text: string }) {
  const [shown, setShown] = useState(CHUNK_CHARACTERS)
  return (
    <>
      <pre className={styles['json']}>{text.slice(0, shown)}</pre>
      {text.length > shown ? (
        <Button size="small" onClick={() => setShown(shown + 4 * CHUNK_CHARACTERS)}>
          Show more
        </Button>
      ) : null}
    </>
  )
}
