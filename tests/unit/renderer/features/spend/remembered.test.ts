import { expect, it } from 'vitest'

import {
  initialLayout,
  readRemembered,
  rememberedText,
} from '../../../../../src-renderer/features/spend/remembered.ts'
import { chosen, emptyFilter, initialSpec } from '../../../../../src-renderer/features/spend/spend-view.ts'

it('remembers layout and habits', () => {
  const spec = {
    ...initialSpec,
    range: { type: 'today' } as const,
    groupBy: 'day' as const,
    stackBy: null,
    rowColumns: [{ column: 'cost', width: 123 } as const],
  }
  const layout = { chart: 'latency', isChartShown: false, panelWidth: 500 } as const
  expect(readRemembered(rememberedText(spec, layout))).toEqual({ spec, layout })
})

it('forgets filters and brushed ranges, which would hide rows unnoticed', () => {
  const spec = {
    ...initialSpec,
    range: { type: 'between', from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' } as const,
    filter: chosen(emptyFilter, 'model', ['a'], false),
  }
  expect(readRemembered(rememberedText(spec, initialLayout)).spec).toEqual(initialSpec)
})

it('falls back to the designed view, whatever is stored', () => {
  const damaged = [
    null,
    '',
    '{',
    '[]',
    'null',
    '{"range":{"type":"last","unit":"year","count":1},"chart":"pie","panelWidth":"wide","groupBy":7}',
    '{"range":{"type":"last","unit":"day","count":-1},"stackBy":"toString","rowColumns":{}}',
  ]
  for (const text of damaged)
    expect(readRemembered(text), String(text)).toEqual({ spec: initialSpec, layout: initialLayout })
})
