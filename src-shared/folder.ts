import { z } from 'zod'

import { Cost } from './conversation.ts'

/** What a folder may be called; as long as a title. */
export const FolderName = z.string().trim().min(1).max(500)

/** A folder of conversations. Folders hold no folders. */
export const Folder = z.object({
  /** A UUID. */
  id: z.string(),
  name: FolderName,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** What all answers of its conversations cost together; null while none has a cost. */
  cost: Cost.nullable(),
})
export type Folder = z.infer<typeof Folder>
