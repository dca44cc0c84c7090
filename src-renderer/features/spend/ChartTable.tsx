import { ZoomIn } from 'lucide-react'

import { FigureText } from '../../ui/FigureText.tsx'
import { scrollRegion } from '../../ui/scroll-region.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Chart.module.css'
import type { ChartDrawing } from './chart-drawing.ts'
import { timeName } from './ChartTip.tsx'

interface ChartTableProps {
  readonly drawing: ChartDrawing
  readonly title: string
  readonly onZoom: (place: number) => void
}

/** What a chart draws, as numbers: newest first. */
export function ChartTable({ drawing, title, onZoom }: ChartTableProps) {
  const { times, lines, figureOf, step } = drawing
  const places = times.map((_, place) => place).toReversed()
  return (
    <section className={styles['tableBox']} {...scrollRegion(`${title} as a table`)}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map((line) => (
              <th key={line.key} scope="col">
                {line.label}
              </th>
            ))}
            {step === null ? null : (
              <th scope="col">
                <span className={styles['hidden']}>Zoom</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={times[place]}>
              <th scope="row">{timeName(drawing, place)}</th>
              {lines.map((line) => (
                <td key={line.key}>
                  <FigureText figure={figureOf(line.values[place] ?? null)} />
                </td>
              ))}
              {step === null ? null : (
                <td>
                  <IconButton
                    label={`Zoom to ${timeName(drawing, place)}`}
                    size="small"
                    onClick={() => onZoom(place)}
                  >
                    <ZoomIn aria-hidden />
                  </IconButton>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
