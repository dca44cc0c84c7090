import { z } from 'zod'

/** An amount in US dollars as decimal text, such as "0.00225"; floats never carry money between processes. */
export const Usd = z.string().regex(/^-?\d+(\.\d+)?$/)
export type Usd = z.infer<typeof Usd>
