import { pathText } from '../../config-document/config-path.ts'
import { isConfigArray, isConfigObject } from '../../config-document/config-value.ts'
import { valueIn } from '../config-lookup.ts'
import type { Finding } from '../config-problem.ts'
import { hasRedactionMarker } from '../key-form.ts'
import { INCLUDE_KEY } from '../include-merge.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted, wouldNotStart } from './wording.ts'

/** Keys written twice. They are reported, never repaired: nobody but the user knows which is meant. */
export function judgeDuplicates({ document, definition }: JudgeScope): Finding[] {
  return document.duplicates.flatMap(({ path, ranges }): Finding[] => {
    const range = ranges.at(-1)
    return [
      {
        code: 'duplicate-key',
        severity: 'warning',
        path,
        mark: 'key',
        ...(range ? { range } : {}),
        message:
          `${quoted(String(path.at(-1)))} stands here ${ranges.length === 2 ? 'twice' : `${ranges.length} times`}. ` +
          `${definition.name} takes the last one; Litedesk changes none of them.`,
      },
    ]
  })
}

/** What an engine shows instead of a secret, saved over the secret. */
export function judgeMarkers({ document, definition }: JudgeScope): Finding[] {
  return [...document.strings()]
    .filter(({ value }) => hasRedactionMarker(value))
    .map(({ path, range }) => ({
      code: 'redaction-marker',
      severity: 'error',
      path,
      range,
      message:
        `This is what an engine shows instead of a secret; it was saved over the real value, and ${definition.name} ` +
        'would use it as it is. Put the real value back, from a backup if need be.',
    }))
}

/** Root keys of earlier versions. */
export function judgeLegacyKeys({ root, definition }: JudgeScope): Finding[] {
  if (!isConfigObject(root)) return []
  return Object.keys(root)
    .filter((key) => definition.legacyRootKeys.includes(key))
    .map((key) => ({
      code: 'legacy-key',
      severity: 'info',
      path: [key],
      mark: 'key',
      message: `${quoted(key)} is from an earlier version. ${definition.name} moves it by itself when its gateway starts.`,
    }))
}

/** Without `gateway.mode` the engine's gateway refuses to start. */
export function judgeGatewayMode(scope: JudgeScope): Finding[] {
  const path = ['gateway', 'mode']
  const gateway = isConfigObject(scope.root) ? (scope.root['gateway'] ?? {}) : null
  if (!isConfigObject(gateway) || !scope.isMissing(path)) return []
  return [
    {
      code: 'missing-gateway-mode',
      severity: 'warning',
      path,
      message: `The gateway of ${scope.definition.name} does not start until "gateway.mode" is "local".`,
      fix: { label: 'Add gateway.mode: "local"', edits: [{ type: 'set', path, value: 'local' }] },
    },
  ]
}

/** Includes that cannot be followed, or are written in a form no engine takes. */
export function judgeIncludes({ root, includes, facts, definition }: JudgeScope): Finding[] {
  const fatal = { code: 'broken-include', severity: 'error', stopsEngine: true } as const
  const misshapen = includes.all.flatMap((site): Finding[] => {
    const path = [...site.path, INCLUDE_KEY]
    const written = valueIn(root, path)
    const count = isConfigArray(written) ? written.length : 1
    if (site.targets.length === count) return []
    const message = `"${INCLUDE_KEY}" must be a path or a list of paths. ${wouldNotStart(definition.name)}`
    return [{ ...fatal, path, message }]
  })
  const targets = includes.all.flatMap((site) => site.targets)
  const unreadable = facts.includeProblems.map(({ target, message }): Finding => {
    const place = targets.find(({ text }) => text === target)
    return {
      ...fatal,
      path: place?.path ?? [],
      ...(place ? {} : { range: null }),
      message: `${quoted(target)} cannot be included: ${message} ${wouldNotStart(definition.name)}`,
    }
  })
  return [...misshapen, ...unreadable]
}

/** Parts the form shows and cannot edit, because another file has them. */
export function judgeEditAreas({ includes, definition }: JudgeScope): Finding[] {
  return includes.all
    .filter(({ path }) => path[0] === 'models' || path[0] === 'agents')
    .map(({ path }) => ({
      code: 'include-in-the-way',
      severity: 'info',
      path: [...path, INCLUDE_KEY],
      mark: 'key',
      message:
        `${pathText(path)} comes from another file, and ${definition.name} would put lists of both together. ` +
        'Litedesk leaves it alone; edit that file instead.',
    }))
}
