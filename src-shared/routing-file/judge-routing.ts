import type { TextRange } from '../config-document/config-document.ts'
import type { ConfigPath } from '../config-document/config-edit.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { lineIndex } from '../engine-config/line-index.ts'
import type { TextPlace } from '../engine.ts'
import { readYamlDocument, type YamlDocument } from '../yaml-document/yaml-document.ts'
import { judgeFallbacks } from './judge-fallbacks.ts'
import { judgeShape } from './judge-shape.ts'
import { judgeValues } from './judge-values.ts'
import { readRoutingFile, type RoutingFile } from './routing-file.ts'
import type { RoutingFinding, RoutingProblem } from './routing-problem.ts'

/** What has to be known from outside the file. Holds no secret. */
export interface RoutingFacts {
  /** Names of the variables that are set where LiteLLM will run; null when nobody knows. */
  readonly variables: readonly string[] | null
}

/** A text, read and judged. */
export interface JudgedRouting {
  /** null when the text is no YAML; the only problem says where. */
  readonly document: YamlDocument | null
  readonly file: RoutingFile | null
  /** Errors first, then by place. */
  readonly problems: readonly RoutingProblem[]
}

/** Reads a LiteLLM config, with marks in the place of its secrets, and says what is wrong with it. */
export function judgeRoutingText(text: string, facts: RoutingFacts): JudgedRouting {
  try {
    return judgeRouting(readYamlDocument(text), facts)
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError)
      return { document: null, file: null, problems: [syntaxProblem(cause)] }
    throw cause
  }
}

/** Judges a document that was read already. */
export function judgeRouting(document: YamlDocument, facts: RoutingFacts): JudgedRouting {
  const file = readRoutingFile(document.value)
  const placeOf = lineIndex(document.text)
  const findings = [
    ...judgeShape(document, file),
    ...judgeFallbacks(file),
    ...judgeValues(document, file, facts),
  ]
  return {
    document,
    file,
    problems: findings.map((finding) => placed(finding, document, placeOf)).sort(compare),
  }
}

function syntaxProblem({ message, offset, place }: ConfigSyntaxError): RoutingProblem {
  return {
    code: 'syntax',
    severity: 'error',
    stopsGateway: true,
    path: [],
    range: { start: offset, end: offset },
    place,
    message,
    fix: null,
  }
}

function placed(
  finding: RoutingFinding,
  document: YamlDocument,
  placeOf: (offset: number) => TextPlace,
): RoutingProblem {
  const { code, severity, stopsGateway = false, path, message, fix = null } = finding
  const range = finding.range ?? rangeOf(document, path, finding.mark ?? 'value')
  const place = range === null ? null : placeOf(range.start)
  return { code, severity, stopsGateway, path, range, place, message, fix }
}

/** Of the member, or of the nearest that is written of those around it. */
function rangeOf(document: YamlDocument, path: ConfigPath, mark: 'key' | 'value'): TextRange | null {
  for (let length = path.length; length > 0; length -= 1) {
    const found = document.rangeOf(path.slice(0, length))
    if (found === null) continue
    const isOuter = length < path.length
    return isOuter || mark === 'key'
      ? (found.key ?? firstLine(document.text, found.value))
      : firstLine(document.text, found.value)
  }
  return null
}

/** A whole section underlined says nothing. */
function firstLine(text: string, { start, end }: TextRange): TextRange {
  const lineBreak = text.slice(start, end).search(/\r?\n/)
  return { start, end: lineBreak === -1 ? end : start + lineBreak }
}

const severities: readonly RoutingProblem['severity'][] = ['error', 'warning', 'info']

function compare(one: RoutingProblem, other: RoutingProblem): number {
  const bySeverity = severities.indexOf(one.severity) - severities.indexOf(other.severity)
  return bySeverity || (one.range?.start ?? -1) - (other.range?.start ?? -1)
}
