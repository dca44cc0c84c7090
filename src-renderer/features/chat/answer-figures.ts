import { formatUsd } from '#shared/usd-format.ts'
import type { AnswerFacts, Cost } from '#shared/conversation.ts'
import { formatCount, formatDuration, formatExact } from './chat-format.ts'

/** A figure below an answer and what it says when pointed at. */
export interface Figure {
  readonly text: string
  readonly hint: string
}

/** What is known of an answer's use, cost and speed, in the order shown. What is not known is left out. */
export function answerFigures(facts: AnswerFacts): Figure[] {
  const { usage, cost, firstTokenMs, totalMs } = facts
  const figures: Figure[] = []
  if (usage) {
    const cached =
      usage.cachedTokens === 0 ? '' : `, ${formatExact(usage.cachedTokens)} of them from the cache`
    const reasoning =
      usage.reasoningTokens === 0 ? '' : `, ${formatExact(usage.reasoningTokens)} of them for reasoning`
    figures.push(
      {
        text: `${formatCount(usage.inputTokens)} in`,
        hint: `${formatExact(usage.inputTokens)} input tokens${cached}`,
      },
      {
        text: `${formatCount(usage.outputTokens)} out`,
        hint: `${formatExact(usage.outputTokens)} output tokens${reasoning}`,
      },
    )
  }
  if (cost) figures.push(costFigure(cost))
  if (firstTokenMs !== null)
    figures.push({ text: `${formatDuration(firstTokenMs)} to first`, hint: 'Time to the first token' })
  if (totalMs !== null)
    figures.push({
      text: `${formatDuration(totalMs)} total`,
      hint: `Time to the last token${rateText(facts)}`,
    })
  return figures
}

/** A cost with its origin: an estimate is marked as one. */
export function costFigure(cost: Cost): Figure {
  return cost.source === 'estimate'
    ? { text: `≈ ${formatUsd(cost.usd)}`, hint: 'Estimated from the listed price' }
    : { text: formatUsd(cost.usd), hint: 'As the gateway charged it' }
}

/** Tokens per second while the answer streamed; empty when it cannot be told. */
function rateText({ usage, firstTokenMs, totalMs }: AnswerFacts): string {
  if (!usage || firstTokenMs === null || totalMs === null || totalMs - firstTokenMs < 100) return ''
  const perSecond = (usage.outputTokens * 1000) / (totalMs - firstTokenMs)
  return `, ${formatExact(Math.round(perSecond))} tokens per second`
}
