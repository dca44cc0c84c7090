import { expect, it } from 'vitest'

import { todayWords } from '../../../../../src-renderer/features/spend/spend-today.ts'

const total = (billed: string, pending: string) => ({ billed, pending, calls: 3 })

it('tells billed and pending together, and marks what is estimated', () => {
  expect(
    todayWords({
      gatewayId: 'gateway',
      scope: 'everybody',
      today: total('0.1', '0.2'),
      last7Days: total('3', '0.0'),
      thisMonth: total('0', '0'),
    }),
  ).toEqual({
    text: '≈ $0.30 today',
    hint: 'Last 7 days $3.00, this month $0: all calls of the gateway',
  })
  expect(todayWords(null)).toBeNull()
})
