import { expect, test } from 'vitest'

import { pythonFloat, pythonList, pythonText } from '#main/demo-gateway/python.ts'

test('prints floats as Python does', () => {
  const numbers = [0, 5, -1, 0.5, 0.0001, 2.25e-5, 3e-5, 1e-10, 1e16]
  expect(numbers.map(pythonFloat)).toEqual([
    '0.0',
    '5.0',
    '-1.0',
    '0.5',
    '0.0001',
    '2.25e-05',
    '3e-05',
    '1e-10',
    '1e+16',
  ])
})

test('prints texts and lists as Python does', () => {
  expect(pythonText('a')).toBe("'a'")
  expect(pythonText("it's")).toBe('"it\'s"')
  expect(pythonList(['a', 'b'])).toBe("['a', 'b']")
})
