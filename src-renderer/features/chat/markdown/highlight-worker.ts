/// <reference lib="webworker" />
/** Colours code away from the page's thread. Grammars are loaded when the first code in them arrives. */
import {
  createCssVariablesTheme,
  createHighlighterCore,
  type GrammarState,
  type HighlighterCore,
} from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

import { grammars } from './grammars.ts'
import { mergeRuns } from './coloured-runs.ts'
import type { ColouredRun, HighlightAnswer, HighlightRequest } from './highlight-protocol.ts'

const theme = createCssVariablesTheme({ name: 'variables', variablePrefix: '', fontStyle: false })

/** Lines longer than this are left plain: minified code would hold everything up. In characters. */
const longestLine = 2000
/** Ends of this many pieces are remembered, so that the next piece can go on from there. */
const rememberedEnds = 400

const ends = new Map<number, GrammarState>()
let highlighter: Promise<HighlighterCore> | null = null
let queue: Promise<void> = Promise.resolve()

addEventListener('message', (event: MessageEvent<HighlightRequest>) => {
  const request = event.data
  queue = answerAfter(queue, request)
})

/** One after the other, since a piece needs the end of the one before it. */
async function answerAfter(earlier: Promise<void>, request: HighlightRequest): Promise<void> {
  await earlier
  const answer: HighlightAnswer = { id: request.id, runs: await highlight(request) }
  postMessage(answer)
}

async function highlight(request: HighlightRequest): Promise<readonly ColouredRun[] | null> {
  try {
    highlighter ??= createHighlighterCore({
      themes: [theme],
      langs: [],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    })
    const core = await highlighter
    await core.loadLanguage(grammars[request.language])
    const before = request.after === null ? undefined : ends.get(request.after)
    const { tokens, grammarState } = core.codeToTokens(request.code, {
      lang: request.language,
      theme: theme.name ?? 'variables',
      tokenizeMaxLineLength: longestLine,
      ...(before ? { grammarState: before } : {}),
    })
    if (grammarState) remember(request.id, grammarState)
    return mergeRuns(tokens)
  } catch (error) {
    // Code without colours is still code; the page shows it plain.
    console.warn(`Code in ${request.language} is shown without colours.`, error)
    return null
  }
}

function remember(id: number, end: GrammarState): void {
  ends.set(id, end)
  const [oldest] = ends.keys()
  if (ends.size > rememberedEnds && oldest !== undefined) ends.delete(oldest)
}
