import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Opening, openingHash, parseOpening } from '#shared/opening.ts'

const openings = fc.oneof(
  fc.constantFrom<Opening>({ type: 'main' }, { type: 'gateways' }, { type: 'quick-chat' }),
  fc.record({
    type: fc.constantFrom('conversation', 'engine'),
    id: fc.string({ minLength: 1, unit: 'grapheme' }),
  }),
)

describe('an opening', () => {
  it('comes back from the address it was put into', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { hash } = new URL(`app://litedesk/index.html${openingHash(opening)}`)
        expect(parseOpening(hash)).toEqual(opening)
      }),
    )
  })

  it('is the main window for whatever is not one', () => {
    for (const hash of ['', '#', '#elsewhere', '#conversation=', '#conversation=%E0%A4%A', 'quick-chat'])
      expect(parseOpening(hash)).toEqual({ type: 'main' })
  })
})
