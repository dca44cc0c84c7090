import type { LoggedMessage, SpendLogDetail } from '#shared/spend-log.ts'
import { figureText, wholeFigure } from '../../ui/figures.ts'
import styles from './DetailPanel.module.css'

const roles: Readonly<Record<string, string>> = {
  system: 'System',
  developer: 'System',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
}

/** Request and answer as a conversation, as far as the gateway kept them. */
export function LoggedConversation({ detail }: { readonly detail: SpendLogDetail }) {
  if (detail.messages.length === 0) return <p className={styles['note']}>{absenceWords(detail)}</p>
  return (
    <ol className={styles['messages']}>
      {detail.messages.map((message, place) => (
        // Messages of a log have no ids and never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place} className={styles['message']} data-role={message.role}>
          <p className={styles['role']}>{roles[message.role] ?? message.role}</p>
          {message.reasoning === '' ? null : <p className={styles['thought']}>{message.reasoning}</p>}
          {message.text === '' ? null : <p className={styles['text']}>{message.text}</p>}
          {message.toolCalls.length === 0 ? null : (
            <p className={styles['note']}>Calls {message.toolCalls.join(', ')}</p>
          )}
          <Skipped message={message} />
        </li>
      ))}
    </ol>
  )
}

function Skipped({ message: { skippedCharacters } }: { readonly message: LoggedMessage }) {
  if (skippedCharacters === 0) return null
  const count = figureText(wholeFigure(skippedCharacters))
  return <p className={styles['cut']}>The gateway left out {count} characters when it stored this.</p>
}

/** Why there is nothing to read. */
export function absenceWords({ content }: Pick<SpendLogDetail, 'content'>): string {
  switch (content) {
    case 'not-stored':
      return 'This gateway keeps no prompts and answers. An admin can turn on store_prompts_in_spend_logs; calls made from then on will be readable here.'
    case 'unavailable':
      return 'The gateway does not give this row any more; what is shown is Litedesk’s copy, which holds no prompts.'
    case 'stored':
      return 'Nothing was stored for this call.'
  }
}
