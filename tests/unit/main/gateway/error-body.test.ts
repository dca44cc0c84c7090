import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readErrorBody } from '../../../../src-main/gateway/error-body.ts'

describe('readErrorBody', () => {
  it.each([
    [
      '{"error":{"message":"m","type":"t","param":"p","code":"400"}}',
      { message: 'm', type: 't', param: 'p', code: '400' },
    ],
    [
      '{"error":{"message":"m","type":"None","param":null,"code":401}}',
      { message: 'm', type: null, param: null, code: '401' },
    ],
    [`{"error":{"message":"{'error': 'inner'}"}}`, { message: 'inner', type: null, param: null, code: null }],
    ['{"detail":"gone"}', { message: 'gone', type: null, param: null, code: null }],
    ['{"detail":{"error":"no db"}}', { message: 'no db', type: null, param: null, code: null }],
    [
      '{"detail":[{"loc":["query","page"],"msg":"too small"}]}',
      { message: 'query.page: too small', type: null, param: null, code: null },
    ],
    ['<html>', null],
    ['[]', null],
    ['{"data":1}', null],
  ])('reads %s', (text, expected) => {
    expect(readErrorBody(text)).toEqual(expected)
  })

  it('takes anything without throwing', () => {
    fc.assert(fc.property(fc.json(), (text) => void readErrorBody(text)))
    fc.assert(fc.property(fc.string(), (text) => void readErrorBody(text)))
  })
})
