import {
  readConfigDocument,
  type ConfigDocument,
  type TextRange,
} from '../config-document/config-document.ts'
import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray, isConfigObject } from '../config-document/config-value.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import type { EngineFacts, TextPlace } from '../engine.ts'

import { valueIn } from './config-lookup.ts'
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
import { lineIndex } from './line-index.ts'

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
  const placeAt = lineIndex(document.text)
  return THEMES.flatMap((judge) => judge(scope))
    .map((finding) => placed(finding, scope, placeAt))
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

function placed(finding: Finding, scope: JudgeScope, placeAt: (offset: number) => TextPlace): ConfigProblem {
  const { mark = 'value', range: known, stopsEngine = false, fix = null, ...rest } = finding
  const { document } = scope
  const range = known === undefined ? rangeFor(document, finding.path, mark) : known
  return {
    ...rest,
    stopsEngine,
    range,
    place: range && placeAt(range.start),
    fix: fix && hasEffect(fix, scope) ? fix : null,
  }
}

/** A fix that an include would undo, or that cannot be written into this file, is none. */
function hasEffect(fix: ProblemFix, { document, includes, root }: JudgeScope): boolean {
  if (!('edits' in fix)) return true
  const isOpen = fix.edits.every(({ path }) => isReachable(root, path) && !isRepeated(document, path))
  return isOpen && blockingInclude(includes, root, fix.edits) === null
}

/** Whether everything on the way to a path can hold what comes next. */
function isReachable(root: ConfigValue, path: ConfigPath): boolean {
  let value: ConfigValue | undefined = root
  for (const step of path) {
    if (value === undefined) return true
    if (typeof step === 'number' ? !isConfigArray(value) : !isConfigObject(value)) return false
    value = valueIn(value, [step])
  }
  return true
}

/** Whether a key on the way to a path is written twice, so that nobody knows which is meant. */
function isRepeated({ duplicates }: ConfigDocument, path: ConfigPath): boolean {
  return duplicates.some(({ path: repeated }) => repeated.every((step, index) => step === path[index]))
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
