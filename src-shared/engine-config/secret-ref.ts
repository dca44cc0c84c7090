import { z } from 'zod'

const Alias = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/)

/** An absolute JSON pointer, or the word for a file that holds one value. */
const POINTER = /^(?:value|(?:\/(?:[^~/]|~[01])*)+)$/

/**
 * Where a secret is kept instead of its text, in engines that know such references.
 * Source: engine config contract §6.3.
 */
export const SecretRef = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('env'),
    provider: Alias,
    id: z.string().regex(/^[A-Z][A-Z0-9_]{0,127}$/),
  }),
  z.strictObject({ source: z.literal('file'), provider: Alias, id: z.string().regex(POINTER) }),
  z.strictObject({
    source: z.literal('exec'),
    provider: Alias,
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,255}$/),
  }),
])
export type SecretRef = z.infer<typeof SecretRef>
