import fc from 'fast-check'
import { expect, test } from 'vitest'

import { joinId, splitId, uuidRange, uuidText } from '#main/spend/mirror/id-form.ts'

const uuid = fc.uuid()
const anyId = fc.oneof(
  uuid,
  uuid.map((text) => `chatcmpl-${text}`),
  fc.tuple(uuid, fc.nat()).map(([text, time]) => `chatcmpl-${text}_cache_hit${time}`),
  fc.tuple(uuid, uuid).map(([one, other]) => one + other),
  fc.string({ unit: 'binary' }),
  uuid.map((text) => `\u{FFFC}${text}$&$1`),
  uuid.map((text) => text.toUpperCase()),
)

test('an id comes back as it was', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      expect(joinId(splitId(id))).toBe(id)
    }),
  )
})

test('keeps the UUID as a number and the text around it', () => {
  const { form, uuid: number } = splitId('chatcmpl-00000000-0000-4000-8000-0000000000ff_cache_hit17')
  expect(form).toBe('chatcmpl-\u{FFFC}_cache_hit17')
  expect(number).toBe(0x4000_8000_0000_0000_00ffn)
})

test('the beginning of a UUID stands for all that begin like it', () => {
  fc.assert(
    fc.property(uuid, fc.integer({ min: 4, max: 36 }), uuid, (text, length, other) => {
      const range = uuidRange(`chatcmpl-${text.slice(0, length)}`)
      expect(range).not.toBeNull()
      if (range === null) return
      const isWithin = (candidate: string): boolean => {
        const number = splitId(candidate).uuid ?? -1n
        return number >= range.first && number <= range.last
      }
      expect(isWithin(text)).toBe(true)
      expect(isWithin(other)).toBe(other.startsWith(text.slice(0, length)))
    }),
  )
  expect(['', 'abc', 'gpt-4o', 'deadbeefs', 'xbeef'].map(uuidRange)).toEqual([null, null, null, null, null])
})

test('a UUID as a number reads as it was', () => {
  fc.assert(
    fc.property(uuid, (text) => {
      expect(uuidText(splitId(text).uuid ?? 0n)).toBe(text)
    }),
  )
})
