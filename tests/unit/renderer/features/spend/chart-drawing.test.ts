import { describe, expect, it } from 'vitest'

import { axisTimes, durationAxis, usdAxis } from '../../../../../src-renderer/features/spend/chart-axis.ts'
import {
  budgetDrawing,
  drawingSentence,
  seriesDrawing,
  stacked,
} from '../../../../../src-renderer/features/spend/chart-drawing.ts'
import { figureText } from '../../../../../src-renderer/ui/figures.ts'
import { sampleBudget, sampleFigures, sampleSeries } from '../../../../helpers/sample-spend.ts'

describe('spend', () => {
  it('is stacked by what it is split by, the rest without a colour of its own', () => {
    const drawing = seriesDrawing('spend', sampleSeries(), 'model', null)
    expect(drawing?.lines.map(({ label, hue, filterValue }) => [label, hue, filterValue])).toEqual([
      ['gpt-4o', 1, 'gpt-4o'],
      ['All others', 'rest', null],
    ])
    expect(drawing && stacked(drawing.lines)).toEqual([
      [1, 2],
      [1.5, null],
    ])
  })

  it('that is not split has one line that cannot be filtered by', () => {
    const series = sampleSeries({ lines: sampleSeries().lines.slice(0, 1) })
    expect(seriesDrawing('spend', series, null, null)?.lines).toMatchObject([
      { label: 'Spend', filterValue: null },
    ])
  })

  it('of nothing is no drawing', () => {
    expect(seriesDrawing('spend', sampleSeries({ times: [] }), 'model', null)).toBeNull()
    expect(seriesDrawing('spend', sampleSeries({ lines: [] }), 'model', null)).toBeNull()
  })
})

it('draws tokens as four parts that add up to all of them', () => {
  const series = sampleSeries({
    lines: [
      {
        key: '',
        label: '',
        isRest: false,
        cost: '1',
        values: {
          inputTokens: [100, null],
          cachedTokens: [40, null],
          outputTokens: [30, 5],
          reasoningTokens: [10, 0],
        },
      },
    ],
  })
  const totals = sampleFigures('1', {
    inputTokens: 100,
    cachedTokens: 40,
    outputTokens: 35,
    reasoningTokens: 10,
  })
  const drawing = seriesDrawing('tokens', series, null, totals)
  expect(drawing?.lines.map(({ values }) => values)).toEqual([
    [60, null],
    [40, null],
    [20, 5],
    [10, 0],
  ])
  expect(drawing?.lines.map(({ total }) => total && figureText(total))).toEqual(['60', '40', '25', '10'])
})

describe('a budget', () => {
  it('burns down, and dashed goes on to where it is used up', () => {
    const drawing = budgetDrawing(sampleBudget())
    expect(drawing?.times).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-03T00:00:00.000Z',
      '2026-03-06T00:00:00.000Z',
      '2026-03-10T00:00:00.000Z',
    ])
    expect(drawing?.lines.map(({ values, isDashed }) => [values, isDashed])).toEqual([
      [[10, 6, null, null], false],
      [[null, 6, 0, 0], true],
    ])
  })

  it('that lasts ends above nothing', () => {
    const forecast = {
      perDay: '0.5',
      spentAtEnd: '7.5',
      endsAt: '2026-03-10T00:00:00.000Z',
      usedUpAt: null,
    }
    const drawing = budgetDrawing(sampleBudget({ forecast }))
    expect(drawing?.lines[1]?.values).toEqual([null, 6, 2.5])
  })

  it('without a forecast is drawn as far as it is known; without points not at all', () => {
    expect(budgetDrawing(sampleBudget({ forecast: null }))?.lines).toHaveLength(1)
    expect(budgetDrawing(sampleBudget({ points: [] }))).toBeNull()
  })
})

it('says what a chart shows in one sentence', () => {
  const drawing = seriesDrawing('spend', sampleSeries(), 'model', null)
  expect(drawing && drawingSentence('Spend', drawing, (time) => time.slice(0, 10))).toBe(
    'Spend from 2026-03-01 to 2026-03-02. Highest: $2.00, 2026-03-02.',
  )
})

it('tells midnight as its day and January as its year below an axis', () => {
  const seconds = (...parts: [number, number, number, number]) => new Date(...parts).getTime() / 1000
  expect(axisTimes([seconds(2026, 2, 14, 0), seconds(2026, 2, 14, 6)], 21_600)).toEqual(['Mar 14', '06:00'])
  expect(axisTimes([seconds(2026, 0, 1, 0), seconds(2026, 1, 1, 0)], 28 * 86_400)).toEqual(['2026', 'Feb'])
})

it('tells seconds below an axis of seconds, and no cents beside one of dollars', () => {
  const moment = new Date(2026, 2, 14, 6, 30, 5).getTime() / 1000
  expect(axisTimes([moment], 5)).toEqual(['06:30:05'])
  expect([0, 0.5, 1500].map(usdAxis)).toEqual(['$0', '$0.50', '$1,500'])
  expect([0, 500, 30_000, 300_000].map(durationAxis)).toEqual(['0', '0.5 s', '30 s', '5 min'])
})
