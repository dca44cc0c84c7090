import { KeyRound } from 'lucide-react'
import { useId, useState } from 'react'

import type { EngineKeyChain, EngineKeyLink } from '#shared/engine.ts'
import type { ProviderView } from '#shared/engine-config/provider-view.ts'
import type { ProviderInFile } from '#shared/engine-config/providers-in-file.ts'

import { Button } from '../../../ui/Button.tsx'
import { ExpandButton } from '../../../ui/ExpandButton.tsx'
import { expandedKey, useExpanded } from '../form/expanded-store.ts'
import { useForm } from '../form/form-context.ts'
import { formPlace } from '../form/form-place.ts'
import { SecretTextField } from '../form/SecretTextField.tsx'
import { keyStateWord, keySummary, sourceWords } from './key-words.ts'
import styles from './ProviderKey.module.css'
import { StoreKeyDialog } from './StoreKeyDialog.tsx'

interface ProviderKeyProps {
  readonly provider: ProviderInFile
  readonly view: ProviderView
}

/** Where the engine takes a provider's key from: the place that wins, those it looks in before and after, and a way to store one. */
export function ProviderKey({ provider, view }: ProviderKeyProps) {
  const { engine, facts, definition, isDisabled } = useForm()
  const { id, path, block } = provider
  const chain = facts.keyChains.find(({ providerId }) => providerId === id) ?? null
  const keyPath = [...path, 'apiKey']
  const [isOpen, setOpen] = useExpanded(expandedKey(engine.id, keyPath), false)
  const [isStoring, setStoring] = useState(false)
  const detailsId = useId()
  const summary = keySummary(chain, definition)
  return (
    <div {...formPlace(keyPath)}>
      <div className={styles['head']}>
        <span className={styles['label']}>Key</span>
        <p className={styles['summary']} data-tone={summary.tone}>
          <KeyRound aria-hidden="true" />
          {summary.text}
        </p>
        <Button size="small" disabled={isDisabled} onClick={() => setStoring(true)}>
          Store a key…
        </Button>
      </div>
      <ExpandButton isQuiet isOpen={isOpen} controls={detailsId} onToggle={() => setOpen(!isOpen)}>
        Where {definition.name} looks for it
      </ExpandButton>
      {isOpen && (
        <div id={detailsId} className={styles['details']}>
          {chain !== null && <KeyChain chain={chain} />}
          {view.key.form === 'reference' || view.key.form === 'broken' ? (
            <p className={styles['note']}>
              The key in this file is a reference. It can be changed in the text.
            </p>
          ) : (
            <SecretTextField
              label="Key in this file"
              path={keyPath}
              value={block['apiKey']}
              placeholder="${LITELLM_API_KEY}"
            />
          )}
        </div>
      )}
      {isStoring && <StoreKeyDialog providerId={id} onClose={() => setStoring(false)} />}
    </div>
  )
}

/** Every place a key could be, in the engine's order. */
function KeyChain({ chain }: { readonly chain: EngineKeyChain }) {
  return (
    <ol className={styles['chain']} aria-label="Places in order">
      {chain.links.map((link, index) => (
        <KeyLink key={`${link.source} ${link.label}`} link={link} place={index + 1} />
      ))}
    </ol>
  )
}

function KeyLink({ link, place }: { readonly link: EngineKeyLink; readonly place: number }) {
  const { source, label, displayPath, state, lastFour, note } = link
  return (
    <li className={styles['link']} data-state={state}>
      <span className={styles['place']}>{place}</span>
      <span className={styles['source']}>
        {sourceWords[source]} <span className={styles['name']}>{label}</span>
        {displayPath !== null && <span className={styles['path']}>{displayPath}</span>}
        {note !== null && <span className={styles['linkNote']}>{note}</span>}
      </span>
      <span className={styles['state']}>
        {lastFour !== null && <span className={styles['lastFour']}>…{lastFour}</span>}
        <span className={styles['word']}>{keyStateWord(state)}</span>
      </span>
    </li>
  )
}
