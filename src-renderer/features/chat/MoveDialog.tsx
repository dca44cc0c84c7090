import { Command } from 'cmdk'
import { Check, Folder as FolderIcon, FolderOutput, FolderPlus, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { conversationName } from './conversation-list.ts'
import { useChat } from './conversation-store.ts'
import { conversationMoved, folderCreated } from './folder-actions.ts'
import { folderOf, foldersNamed, isFolderName } from './folder-list.ts'
import { newFolderAsked } from './folder-view-store.ts'
import styles from './MoveDialog.module.css'

interface MoveDialogProps {
  readonly conversation: Conversation
  readonly onClose: () => void
}

/** Chooses the folder a conversation goes into by a few letters of its name, or makes one of that name. */
export function MoveDialog({ conversation, onClose }: MoveDialogProps) {
  const folders = useChat((state) => state.folders)
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const current = folderOf(folders, conversation.folderId)
  const name = text.trim()
  const isNew = name !== '' && !isFolderName(folders, name)

  function moveTo(folderId: string | null) {
    onClose()
    void conversationMoved(conversation, folderId)
  }

  function makeFolder() {
    onClose()
    if (isNew) void folderCreated(name, [conversation.id])
    else newFolderAsked([conversation.id])
  }

  return (
    <Dialog title={`Move “${conversationName(conversation)}”`} open isBare size="small" onClose={onClose}>
      <Command label="Folders" className={styles['list']} shouldFilter={false} loop>
        <div className={styles['search']}>
          <Search size={15} aria-hidden />
          <Command.Input
            ref={field}
            className={styles['input']}
            placeholder={`Move “${conversationName(conversation)}” to…`}
            maxLength={500}
            value={text}
            onValueChange={setText}
          />
        </div>
        <Command.List className={styles['rows']} label="Folders">
          {foldersNamed(folders, text).map((folder) => (
            <Command.Item
              key={folder.id}
              className={styles['row']}
              value={folder.id}
              onSelect={() => moveTo(folder.id)}
            >
              <FolderIcon size={16} aria-hidden />
              <span className={styles['name']}>{folder.name}</span>
              {folder === current ? <Check size={14} aria-label="It is here" /> : null}
            </Command.Item>
          ))}
          {current && name === '' ? (
            <Command.Item className={styles['row']} value="none" onSelect={() => moveTo(null)}>
              <FolderOutput size={16} aria-hidden />
              <span className={styles['name']}>No folder</span>
            </Command.Item>
          ) : null}
          {isNew || name === '' ? (
            <Command.Item className={styles['row']} value="new" onSelect={makeFolder}>
              <FolderPlus size={16} aria-hidden />
              <span className={styles['name']}>{isNew ? `New folder “${name}”` : 'New folder…'}</span>
            </Command.Item>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  )
}
