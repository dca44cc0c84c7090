import 'uplot/dist/uPlot.min.css'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import uPlot from 'uplot'

import { useAppState } from '../../app/app-store.ts'
import styles from './Chart.module.css'
import { type ChartDrawing, type ChartHue, stacked } from './chart-drawing.ts'
import { axisTimes } from './chart-axis.ts'
import { ChartTip } from './ChartTip.tsx'

interface TimeChartProps {
  readonly drawing: ChartDrawing
  /** What it shows, for who cannot see it. */
  readonly description: string
  /** Two steps were brushed, the last one included; left out where brushing makes no sense. */
  readonly onBrush?: ((first: number, last: number) => void) | undefined
}

/** A drawing on a canvas: bars or lines over time, what is under the pointer, and a range to brush. */
export function TimeChart(props: TimeChartProps) {
  const scale = useAppState((state) => state.settings.textScale / 100)
  const theme = useTheme()
  // A canvas does not follow the theme's colours by itself.
  return <Plot key={theme} scale={scale} {...props} />
}

/** What is under the pointer: a step, and where on the chart in CSS pixels. */
interface Pointed {
  readonly place: number
  readonly left: number
  readonly isRight: boolean
}

interface PlotProps extends TimeChartProps {
  /** 1 at 100 % text size. */
  readonly scale: number
}

function Plot({ drawing, description, onBrush, scale }: PlotProps) {
  const box = useRef<HTMLElement>(null)
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const brushed = useRef(onBrush)
  useEffect(() => {
    brushed.current = onBrush
  })
  const canBrush = onBrush !== undefined

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const plot = new uPlot(
      plotOptions(element, drawing, scale, {
        pointed: (place, left) =>
          setPointed((known) => {
            if (place === null) return null
            return known?.place === place ? known : { place, left, isRight: left > element.clientWidth / 2 }
          }),
        ...(canBrush ? { brushed: (first, last) => brushed.current?.(first, last) } : {}),
      }),
      plotData(drawing),
      element,
    )
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(element)))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      setPointed(null)
    }
  }, [drawing, scale, canBrush])

  return (
    <div className={styles['plot']}>
      <figure ref={box} className={styles['canvas']} aria-label={description} data-brush={canBrush} />
      {pointed === null ? null : <ChartTip drawing={drawing} {...pointed} />}
    </div>
  )
}

/** The theme that is drawn; a canvas has to be drawn anew for another one. */
function useTheme(): string | undefined {
  const [theme, setTheme] = useState(document.documentElement.dataset['theme'])
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(document.documentElement.dataset['theme']))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return theme
}

interface PlotListeners {
  readonly pointed: (place: number | null, left: number) => void
  readonly brushed?: (first: number, last: number) => void
}

function plotOptions(
  element: HTMLElement,
  drawing: ChartDrawing,
  scale: number,
  { pointed, brushed }: PlotListeners,
): uPlot.Options {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const font = `${11 * scale}px ${colour('font-ui')}`
  const axis: uPlot.Axis = {
    font,
    stroke: colour('muted'),
    ticks: { show: false },
    grid: { stroke: colour('line'), width: 1 },
  }
  return {
    ...sizeOf(element),
    // Room for the last word below the axis.
    padding: [8 * scale, 22 * scale, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: brushed !== undefined, y: false, setScale: false, dist: 4 },
      points: { show: drawing.shape === 'lines', size: 6 * scale },
    },
    scales: {
      x: { time: true, range: () => [seconds(drawing.times[0]), seconds(drawing.end)] },
      y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22 * scale,
        gap: 4 * scale,
        space: 64 * scale,
        values: (_plot, splits, _axis, _space, increment) => axisTimes(splits, increment),
      },
      {
        ...axis,
        size: (_plot, values: string[] | null) => axisWidth(values) * scale,
        gap: 6 * scale,
        space: 28 * scale,
        values: (_plot, splits) => splits.map(drawing.axisText),
      },
    ],
    series: [{}, ...plotSeries(drawing, colour, scale)],
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left = -1 } = plot.cursor
          // While a range is brushed, the range is what there is to see.
          const isAway = idx === null || idx === undefined || left < 0 || plot.select.width > 0
          pointed(isAway ? null : stepUnder(plot, drawing, left), left + plot.bbox.left / devicePixelRatio)
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width <= 0) return
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          brushed?.(stepUnder(plot, drawing, left), stepUnder(plot, drawing, left + width))
        },
      ],
    },
  }
}

/** Room for the longest word beside the axis, in designed px; a digit is about six wide. */
function axisWidth(words: readonly string[] | null): number {
  const longest = (words ?? []).reduce((most, word) => Math.max(most, word.length), 0)
  return Math.max(44, 6.5 * longest + 10)
}

function plotSeries(drawing: ChartDrawing, colour: (name: string) => string, scale: number): uPlot.Series[] {
  const hue = (name: ChartHue): string => colour(`chart-${name}`)
  if (drawing.shape === 'lines')
    return drawing.lines.map((line) => ({
      stroke: hue(line.hue),
      width: 1.75 * scale,
      spanGaps: true,
      ...(line.isDashed ? { dash: [5 * scale, 4 * scale] } : {}),
      points: { show: drawing.times.length === 1 },
    }))
  const bars = uPlot.paths.bars?.({ size: [0.86, 48 * scale], align: 1, radius: 0 })
  return drawing.lines.toReversed().map((line) => ({
    fill: hue(line.hue),
    // The seam between two parts, so that they are told apart without their colours.
    stroke: colour('surface'),
    width: drawing.lines.length > 1 ? 1 : 0,
    ...(bars === undefined ? {} : { paths: bars }),
    points: { show: false },
  }))
}

/** The tallest bar is drawn first, the others on it. */
function plotData(drawing: ChartDrawing): uPlot.AlignedData {
  const times = drawing.times.map(seconds)
  const values =
    drawing.shape === 'stack' ? stacked(drawing.lines).toReversed() : drawing.lines.map((line) => line.values)
  return [times, ...values.map((line) => [...line])] as uPlot.AlignedData
}

/** The step a place on the canvas belongs to: the last one that begins before it; of moments the nearest. */
function stepUnder(plot: uPlot, drawing: ChartDrawing, left: number): number {
  if (drawing.step === null) return plot.posToIdx(left)
  const moment = plot.posToVal(left, 'x')
  const after = drawing.times.findIndex((time) => seconds(time) > moment)
  return Math.max(0, after === -1 ? drawing.times.length - 1 : after - 1)
}

function seconds(iso: string | undefined): number {
  return iso === undefined ? 0 : Date.parse(iso) / 1000
}

function sizeOf(element: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: element.clientWidth, height: element.clientHeight }
}
