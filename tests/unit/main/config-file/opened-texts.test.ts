import { expect, it } from 'vitest'

import { hashOf } from '../../../../src-main/config-file/config-file.ts'
import { OpenedTexts } from '../../../../src-main/config-file/opened-texts.ts'

const config = (key: string): string => `{ apiKey: '${key}' }`

it('gives a text back by file and hash, and what its marks stand for', () => {
  const texts = new OpenedTexts()
  const one = texts.open('a', config('sk-one-secret-key-1111'))
  const two = texts.open('a', config('sk-two-secret-key-2222'))
  expect(one.hidden).not.toContain('one-secret')
  expect(texts.find('a', one.hash)).toMatchObject({ text: config('sk-one-secret-key-1111') })
  expect(texts.find('b', one.hash)).toBeNull()
  expect(new Set(texts.marksOf('a').keys())).toEqual(new Set([...one.marks.keys(), ...two.marks.keys()]))
  expect(texts.marksOf('b').size).toBe(0)
})

it('forgets the ones that were not used for longest', () => {
  const texts = new OpenedTexts()
  const first = texts.open('a', 'first')
  texts.open('a', 'second')
  for (let count = 0; count < 30; count += 1) texts.open('a', `text ${count}`)
  expect(texts.find('a', first.hash)).not.toBeNull()
  texts.open('a', 'one more')
  expect(texts.find('a', hashOf('second'))).toBeNull()
  expect(texts.find('a', first.hash)).not.toBeNull()
})

it('keeps no more than fits, but the newest one in any case', () => {
  const texts = new OpenedTexts()
  const small = texts.open('a', 'small')
  const large = texts.open('a', ' '.repeat(33 * 1024 * 1024))
  expect(texts.find('a', small.hash)).toBeNull()
  expect(texts.find('a', large.hash)).not.toBeNull()
})
