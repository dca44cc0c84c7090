import {
  readConfigDocument,
  type ConfigDocument,
  type TextRange,
} from '../config-document/config-document.ts'
import type { ConfigPath } from '../config-document/config-edit.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { placeAt } from '../config-document/text-place.ts'
import type { EngineFacts } from '../engine.ts'

import { compareProblems, type ConfigProblem, type Finding, type ProblemFix } from './config-problem.ts'
import { blockingInclude } from './edits/edit-guard.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { judgeAllowlist } from './judge/judge-allowlist.ts'
import {
  judgeDuplicates,
  judgeEditAreas,
  judgeGatewayMode,
  judgeIncludes,
  judgeLegacyKeys,
  judgeMarkers,
} from './judge/judge-file.ts'
import { judgeKeys } from './judge/judge-keys.ts'
import { judgeModels } from './judge/judge-models.ts'
import { judgeProviders } from './judge/judge-providers.ts'
import { judgeRefs } from './judge/judge-refs.ts'
import { judgeScope, type JudgeScope } from './judge/judge-scope.ts'
import { judgeAgentKeys, judgeShape } from './judge/judge-shape.ts'
import { judgeStored } from './judge/judge-stored.ts'
import { judgeVariables } from './judge/judge-variables.ts'
import { wouldNotStart } from './judge/wording.ts'

const THEMES: readonly ((scope: JudgeScope) => readonly Finding[])[] = [
  judgeShape,
  judgeIncludes,
  judgeVariables,
  judgeMarkers,
  judgeProviders,
  judgeKeys,
  judgeModels,
  judgeRefs,
  judgeAllowlist,
  judgeStored,
  judgeDuplicates,
  judgeAgentKeys,
  judgeGatewayMode,
  judgeLegacyKeys,
  judgeEditAreas,
]

/**
 * What an engine would make of a config file, and what the user should know about it: errors first, then by place. What an
 * include may supply is not reported as missing.
 */
export function judgeConfig(
  document: ConfigDocument,
  definition: EngineDefinition,
  facts: EngineFacts,
): ConfigProblem[] {
  const scope = judgeScope(document, definition, facts)
  return THEMES.flatMap((judge) => judge(scope))
    .map((finding) => placed(finding, scope))
    .sort(compareProblems)
}

/** The same for a text, which may not be JSON5: then there is no document and one problem. */
export function judgeConfigText(
  text: string,
  definition: EngineDefinition,
  facts: EngineFacts,
): { readonly document: ConfigDocument | null; readonly problems: ConfigProblem[] } {
  try {
    const document = readConfigDocument(text)
    return { document, problems: judgeConfig(document, definition, facts) }
  } catch (cause) {
    if (!(cause instanceof ConfigSyntaxError)) throw cause
    const problem: ConfigProblem = {
      code: 'syntax',
      severity: 'error',
      stopsEngine: true,
      path: [],
      range: { start: cause.offset, end: Math.min(cause.offset + 1, text.length) },
      place: cause.place,
      message: `${cause.message} ${wouldNotStart(definition.name)}`,
      fix: null,
    }
    return { document: null, problems: [problem] }
  }
}

function placed(finding: Finding, scope: JudgeScope): ConfigProblem {
  const { mark = 'value', range: known, stopsEngine = false, fix = null, ...rest } = finding
  const { document } = scope
  const range = known === undefined ? rangeFor(document, finding.path, mark) : known
  return {
    ...rest,
    stopsEngine,
    range,
    place: range && placeAt(document.text, range.start),
    fix: fix && hasEffect(fix, scope) ? fix : null,
  }
}

/** A fix that an include would undo is none. */
function hasEffect(fix: ProblemFix, { includes, root }: JudgeScope): boolean {
  return !('edits' in fix) || blockingInclude(includes, root, fix.edits) === null
}

/** Of the member; for one that is missing, of the key around it, or of the bracket its element begins with. */
function rangeFor(document: ConfigDocument, path: ConfigPath, mark: 'key' | 'value'): TextRange | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = document.rangeOf(path.slice(0, length))
    if (!found) continue
    if (length === path.length) return mark === 'key' ? (found.key ?? found.value) : found.value
    if (length === 0) return null
    const { start } = found.value
    return found.key ?? { start, end: start + 1 }
  }
  return null
}
