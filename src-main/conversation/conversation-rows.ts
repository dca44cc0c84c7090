import type { SQLOutputValue } from 'node:sqlite'

import type { AppError } from '#shared/app-error.ts'
import type {
  AnswerFacts,
  Conversation,
  Cost,
  Message,
  MessageStatus,
  Parameters,
} from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'

/** A row as SQLite gives it, by column name. */
export type Row = Record<string, SQLOutputValue>

/** The columns `conversationFromRow` reads. */
export const conversationColumns = `id, ${whole('title')}, is_pinned, folder_id, created_at, updated_at, ${whole('model')},
  leaf_id, parameters, ${whole('draft')}`

/** The columns `messageFromRow` reads. */
export const messageColumns = `id, conversation_id, parent_id, role, status, created_at, error, facts,
  ${whole('reasoning')}, ${whole('content')}`

export function conversationFromRow(row: Row): Conversation {
  const parameters: Parameters = JSON.parse(text(row, 'parameters'))
  return {
    id: text(row, 'id'),
    title: text(row, 'title'),
    isPinned: row['is_pinned'] === 1,
    folderId: textOrNull(row, 'folder_id'),
    createdAt: text(row, 'created_at'),
    updatedAt: text(row, 'updated_at'),
    model: textOrNull(row, 'model'),
    parameters,
    draft: text(row, 'draft'),
    leafId: textOrNull(row, 'leaf_id'),
  }
}

/** @param cost What everything in it costs. */
export function folderFromRow(row: Row, cost: Cost | null): Folder {
  return { id: text(row, 'id'), name: text(row, 'name'), createdAt: text(row, 'created_at'), cost }
}

export function messageFromRow(row: Row): Message {
  const error = textOrNull(row, 'error')
  const facts = textOrNull(row, 'facts')
  const parsedError: AppError | null = error === null ? null : JSON.parse(error)
  const parsedFacts: AnswerFacts | null = facts === null ? null : JSON.parse(facts)
  return {
    id: text(row, 'id'),
    conversationId: text(row, 'conversation_id'),
    parentId: textOrNull(row, 'parent_id'),
    role: oneOf(row, 'role', roles),
    content: text(row, 'content'),
    reasoning: text(row, 'reasoning'),
    status: oneOf(row, 'status', statuses),
    error: parsedError,
    createdAt: text(row, 'created_at'),
    facts: parsedFacts,
  }
}

const roles: readonly Message['role'][] = ['user', 'assistant']
const statuses: readonly MessageStatus[] = ['complete', 'streaming', 'interrupted', 'cancelled', 'failed']

/**
 * Selects a text that may hold NUL characters. `node:sqlite` stores them but reads text only up to the first one, so
 * such texts are read as bytes.
 */
function whole(column: string): string {
  return `CASE WHEN instr(${column}, char(0)) > 0 THEN CAST(${column} AS BLOB) ELSE ${column} END AS ${column}`
}

function text(row: Row, column: string): string {
  const value = textOrNull(row, column)
  if (value === null) throw new Error(`Column ${column} holds no text`)
  return value
}

function textOrNull(row: Row, column: string): string | null {
  const value = row[column]
  if (typeof value === 'string' || value === null) return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  throw new Error(`Column ${column} holds no text`)
}

function oneOf<Choice extends string>(row: Row, column: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === row[column])
  if (choice === undefined) throw new Error(`Column ${column} holds an unknown word`)
  return choice
}
