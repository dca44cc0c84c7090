import { Pencil } from 'lucide-react'
import { memo } from 'react'

import type { Message } from '#shared/conversation.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { BranchWalker } from './BranchWalker.tsx'
import { formatBytes, formatMoment } from './chat-format.ts'
import { CopyButton } from './CopyButton.tsx'
import { LARGE_PASTE_CHARACTERS } from './draft.ts'
import { LongText } from './LongText.tsx'
import styles from './Message.module.css'
import { FOLD_CHARACTERS } from './message-size.ts'
import { editTyped, foldToggled, useMessageViews } from './message-view-store.ts'
import { MessageEditor } from './MessageEditor.tsx'

interface UserMessageProps {
  readonly message: Message
  readonly siblings: readonly string[]
  /** Whether an answer streams, so that nothing new can be asked. */
  readonly isBusy: boolean
}

/** What the user wrote. Long text is folded. */
export const UserMessage = memo(function UserMessage({ message, siblings, isBusy }: UserMessageProps) {
  const { id, content } = message
  const edit = useMessageViews((state) => state.edits[id])
  const isUnfolded = useMessageViews((state) => state.unfolded[id] ?? false)
  if (edit !== undefined) return <MessageEditor message={message} text={edit} isBusy={isBusy} />

  const isLong = content.length > FOLD_CHARACTERS
  const isEditable = content.length <= LARGE_PASTE_CHARACTERS
  return (
    <article className={styles['user']} aria-label="You">
      <div className={styles['bubble']} title={formatMoment(message.createdAt)}>
        {isLong && isUnfolded ? (
          <LongText text={content} />
        ) : (
          <p className={styles['text']}>{isLong ? `${content.slice(0, FOLD_CHARACTERS)}…` : content}</p>
        )}
        {isLong ? (
          <Button size="small" variant="ghost" className={styles['unfold']} onClick={() => foldToggled(id)}>
            {isUnfolded ? 'Show less' : `Show all · ${formatBytes(content.length)}`}
          </Button>
        ) : null}
      </div>
      <div className={styles['actions']}>
        <BranchWalker messageId={id} siblings={siblings} />
        <CopyButton text={content} />
        <IconButton
          label={isEditable ? 'Edit' : 'Too long to edit here'}
          size="small"
          disabled={isBusy || !isEditable}
          onClick={() => editTyped(id, content)}
        >
          <Pencil />
        </IconButton>
      </div>
    </article>
  )
})
