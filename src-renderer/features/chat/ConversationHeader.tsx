import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'

import { defaultParameters } from '#shared/parameters.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { ModelPicker } from '../models/ModelPicker.tsx'
import { openSpend } from '../spend/open-spend.ts'
import { costFigure, type Figure } from './answer-figures.ts'
import { BudgetLeft } from './BudgetLeft.tsx'
import styles from './ConversationHeader.module.css'
import { conversationCost, pendingAnswers } from './conversation-cost.ts'
import { conversationName } from './conversation-list.ts'
import { newChatFolder } from './conversation-state.ts'
import { updateConversation, useChat } from './conversation-store.ts'
import { useParametersOpen } from './parameters-store.ts'
import { TitleField } from './TitleField.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

const ParametersPanel = lazy(async () => ({
  default: (await import('./ParametersPanel.tsx')).ParametersPanel,
}))

interface ConversationHeaderProps {
  /** null in a new chat and while opening. */
  readonly conversation: Conversation | null
  /** The whole tree; null until all of it is there, since a part would cost too little. */
  readonly messages: readonly Message[] | null
}

/** Title, what the conversation has cost, its model and its parameters. */
export function ConversationHeader({ conversation, messages }: ConversationHeaderProps) {
  const visit = useChat((state) => state.visit)
  const isOpening = useChat((state) => state.openId !== null && state.opened === null)
  const [isRenaming, setIsRenaming] = useState(false)
  const { isOpen, setIsOpen } = useParametersOpen()
  const cost = useMemo(() => (messages ? conversationCost(messages) : null), [messages])
  const folder = useChat(newChatFolder)
  const newChat = folder ? `New chat in ${folder.name}` : 'New chat'
  const name = conversation === null ? newChat : conversationName(conversation)
  const pending = useMemo(() => (messages ? pendingAnswers(messages) : 0), [messages])
  const total = costFigure(cost, null)
  const isAdjusted =
    conversation !== null && JSON.stringify(conversation.parameters) !== JSON.stringify(defaultParameters)

  return (
    <header className={styles['header']}>
      {conversation && isRenaming ? (
        <div className={styles['renaming']}>
          <TitleField
            title={conversation.title}
            onEnd={(title) => {
              setIsRenaming(false)
              if (title !== null) void updateConversation(conversation, { title })
            }}
          />
        </div>
      ) : (
        <h1 className={styles['heading']}>
          {conversation ? (
            <button
              type="button"
              className={styles['title']}
              onClick={() => setIsRenaming(true)}
              {...tooltipAttributes('Rename')}
            >
              {name}
            </button>
          ) : (
            <span className={styles['title']}>{name}</span>
          )}
        </h1>
      )}
      {total && conversation ? (
        <button
          type="button"
          className={styles['cost']}
          {...tooltipAttributes(`${totalHint(total, pending)} Show its calls in Spend.`)}
          onClick={() =>
            openSpend({ type: 'conversation', conversationId: conversation.id, title: name, logId: null })
          }
        >
          <VisuallyHidden>Cost so far: </VisuallyHidden>
          {total.text}
        </button>
      ) : null}
      <BudgetLeft />
      <div className={styles['model']}>
        <ModelPicker />
      </div>
      <Popover
        label="Parameters"
        align="end"
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <IconButton
            label={isAdjusted ? 'Parameters, changed' : 'Parameters'}
            className={styles['parameters']}
          >
            <SlidersHorizontal />
            {isAdjusted ? <span className={styles['mark']} /> : null}
          </IconButton>
        }
      >
        <Suspense fallback={null}>
          <ParametersPanel key={isOpening ? 'opening' : visit} visit={visit} conversation={conversation} />
        </Suspense>
      </Popover>
    </header>
  )
}

/** How far the sum of a conversation can be trusted. */
function totalHint({ hint }: Figure, pending: number): string {
  if (pending === 0) return `This conversation so far. ${hint}.`
  const answers = pending === 1 ? 'One answer is' : `${pending} answers are`
  return `This conversation so far. ${answers} not billed yet and estimated.`
}
