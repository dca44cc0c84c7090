import { expect, it } from 'vitest'

import {
  operationsOf,
  valueOf,
  type FieldNode,
  type ValueNode,
} from '../../../litellm/prisma-engine/graphql-document.ts'

const isModel = (name: string): boolean => name === 'LiteLLM_UserTable'

function field(name: string, parts: Partial<FieldNode> = {}): FieldNode {
  return { name: { value: name }, ...parts }
}

function text(value: string): ValueNode {
  return { kind: 'StringValue', value }
}

it('splits an operation into action, model, arguments and selection', () => {
  const where: ValueNode = {
    kind: 'ObjectValue',
    fields: [{ name: { value: 'user_id' }, value: text('ada') }],
  }
  const operations = operationsOf(
    [
      field('findUniqueLiteLLM_UserTable', {
        alias: { value: 'result' },
        arguments: [{ name: { value: 'where' }, value: where }],
        selectionSet: {
          selections: [
            field('user_id'),
            field('teams', { selectionSet: { selections: [field('team_id')] } }),
          ],
        },
      }),
    ],
    isModel,
  )
  expect(operations).toEqual([
    {
      answerName: 'result',
      action: 'findUnique',
      model: 'LiteLLM_UserTable',
      arguments: { where: { user_id: 'ada' } },
      selection: { user_id: true, teams: { selection: { team_id: true } } },
    },
  ])
})

it('tells an operation that throws from one that does not', () => {
  const names = ['findFirstLiteLLM_UserTableOrThrow', 'queryRaw']
  const operations = operationsOf(
    names.map((name) => field(name)),
    isModel,
  )
  expect(operations.map(({ action, model }) => [action, model])).toEqual([
    ['findFirstOrThrow', 'LiteLLM_UserTable'],
    ['queryRaw', null],
  ])
  expect(() => operationsOf([field('findManyLiteLLM_Nothing')], isModel)).toThrow('findManyLiteLLM_Nothing')
})

it('keeps integers beyond JavaScript’s own exact', () => {
  const list: ValueNode = {
    kind: 'ListValue',
    values: [
      { kind: 'IntValue', value: '42' },
      { kind: 'IntValue', value: '9007199254740993' },
      { kind: 'NullValue' },
    ],
  }
  expect(valueOf(list)).toEqual([42, { $type: 'BigInt', value: '9007199254740993' }, null])
})
