import type { PriceComputation, PriceLine } from '#shared/spend-log.ts'
import { usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import styles from './DetailPanel.module.css'

const whats: Readonly<Record<PriceLine['what'], string>> = {
  input: 'Input',
  'cached-input': 'Input, cached',
  'cache-write': 'Written to the cache',
  output: 'Output',
  reasoning: 'Output, reasoning',
  tools: 'Tools',
  discount: 'Discount',
  margin: 'Margin',
  other: 'Other',
}

/** Parts there was nothing of are no news. */
function isCounted({ tokens, amount }: PriceLine): boolean {
  return tokens !== 0 || Number(amount) !== 0
}

interface PriceLinesProps {
  readonly price: PriceComputation
  readonly isEstimate: boolean
}

/** How a price came about, line by line. */
export function PriceLines({ price, isEstimate }: PriceLinesProps) {
  const { basis, lines, billed, difference } = price
  const isUneven = Number(difference) !== 0
  return (
    <>
      {basis === 'none' ? (
        <p className={styles['note']}>
          {Number(billed) === 0
            ? 'Nothing was charged.'
            : 'The gateway does not say how this came about, and the model has no listed price.'}
        </p>
      ) : null}
      <table className={styles['price']}>
        <thead className={styles['unseen']}>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Tokens</th>
            <th scope="col">Price for a million</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {lines.filter(isCounted).map((line) => (
            <tr key={line.what + line.amount}>
              <th scope="row">{whats[line.what]}</th>
              <td>{line.tokens === null ? null : <FigureText figure={wholeFigure(line.tokens)} />}</td>
              <td>
                {line.pricePerMillion === null ? null : (
                  <>
                    <span className={styles['times']}>× </span>
                    <FigureText figure={{ ...usdFigure(line.pricePerMillion), unit: '/ M' }} />
                  </>
                )}
              </td>
              <td>
                <FigureText figure={usdFigure(line.amount)} />
              </td>
            </tr>
          ))}
          {isUneven ? (
            <tr>
              <th scope="row" colSpan={3}>
                {differenceWord(basis, difference)}
              </th>
              <td>
                <FigureText figure={usdFigure(difference)} />
              </td>
            </tr>
          ) : null}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {isEstimate ? 'Estimate' : 'Billed'}
            </th>
            <td title={`$${billed}`}>
              <FigureText figure={usdFigure(billed, isEstimate)} />
            </td>
          </tr>
        </tfoot>
      </table>
      {basis === 'list-price' ? (
        <p className={styles['note']}>
          By the prices listed now{isUneven ? ', which may have changed since.' : '.'}
        </p>
      ) : null}
    </>
  )
}

/** What the lines do not explain; a cheaper price, such as for cached input, is charged below the list. */
function differenceWord(
  basis: PriceComputation['basis'],
  difference: PriceComputation['difference'],
): string {
  if (basis !== 'list-price') return 'Not told apart'
  return difference.startsWith('-') ? 'Charged below the listed price' : 'Charged beyond the listed price'
}
