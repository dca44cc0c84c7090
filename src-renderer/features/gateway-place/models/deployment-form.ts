import type { Deployment, DeploymentChanges, DeploymentDraft } from '#shared/deployment.ts'

import { parseNumber } from '../../engines/form/number-text.ts'

/** A deployment as it is filled in: texts as typed. */
export interface DeploymentForm {
  readonly model: string
  readonly providerModel: string
  readonly apiBase: string
  readonly apiKey: string
  /** Empty: left to LiteLLM. */
  readonly mode: string
  readonly contextWindow: string
  readonly maxOutputTokens: string
  readonly priceInput: string
  readonly priceOutput: string
  readonly priceCacheRead: string
  readonly priceCacheWrite: string
  readonly tpmLimit: string
  readonly rpmLimit: string
  readonly capabilities: readonly string[]
  /** Lines of `name = value`. */
  readonly params: string
}

export type DeploymentFormErrors = Partial<Record<keyof DeploymentForm, string>>

/** The form of a deployment, or of a new one. A figure that is LiteLLM's own is left as it is unless it is changed. */
export function formOfDeployment(deployment: Deployment | null): DeploymentForm {
  return {
    model: deployment?.model ?? '',
    providerModel: deployment?.providerModel ?? '',
    apiBase: deployment?.apiBase ?? '',
    apiKey: '',
    mode: deployment?.mode ?? '',
    contextWindow: numberText(deployment?.contextWindow),
    maxOutputTokens: numberText(deployment?.maxOutputTokens),
    priceInput: deployment?.prices.input ?? '',
    priceOutput: deployment?.prices.output ?? '',
    priceCacheRead: deployment?.prices.cacheRead ?? '',
    priceCacheWrite: deployment?.prices.cacheWrite ?? '',
    tpmLimit: numberText(deployment?.tpmLimit),
    rpmLimit: numberText(deployment?.rpmLimit),
    capabilities: deployment?.capabilities ?? [],
    params: paramsText(deployment?.params ?? {}),
  }
}

/** What is wrong with a form, by field; empty when it can be sent. */
export function deploymentErrors(form: DeploymentForm): DeploymentFormErrors {
  const errors: { -readonly [Field in keyof DeploymentForm]?: string } = {}
  if (form.model.trim() === '') errors.model = 'What is it called on the gateway?'
  if (form.providerModel.trim() === '') errors.providerModel = 'Which model does LiteLLM call?'
  for (const field of wholeFields)
    if (wholeOf(form[field]) === undefined) errors[field] = 'A whole number above 0, such as 128000 or 128k.'
  for (const field of priceFields)
    if (priceOf(form[field]) === undefined) errors[field] = 'An amount in US dollars, such as 2.50.'
  const { wrong } = readParams(form.params)
  if (wrong !== null) errors.params = `“${wrong}” is not like name = value.`
  return errors
}

/** A form without errors as a deployment to be added. */
export function draftOfForm(form: DeploymentForm): DeploymentDraft {
  return {
    model: form.model.trim(),
    providerModel: form.providerModel.trim(),
    apiBase: textOf(form.apiBase),
    apiKey: textOf(form.apiKey),
    mode: textOf(form.mode),
    contextWindow: wholeOf(form.contextWindow) ?? null,
    maxOutputTokens: wholeOf(form.maxOutputTokens) ?? null,
    prices: pricesOf(form),
    tpmLimit: wholeOf(form.tpmLimit) ?? null,
    rpmLimit: wholeOf(form.rpmLimit) ?? null,
    capabilities: Object.fromEntries(form.capabilities.map((capability) => [capability, true])),
    params: readParams(form.params).params,
  }
}

/** What a form without errors changes in a deployment: only fields that are other than they were. */
export function changesOfForm(form: DeploymentForm, deployment: Deployment): DeploymentChanges {
  const before = formOfDeployment(deployment)
  const draft = draftOfForm(form)
  const changed = (...fields: readonly (keyof DeploymentForm)[]): boolean =>
    fields.some((field) => form[field] !== before[field])
  const capabilities = changedCapabilities(deployment.capabilities, form.capabilities)
  const params = changedParams(deployment.params, draft.params)
  return {
    ...(draft.model === deployment.model ? {} : { model: draft.model }),
    ...(draft.providerModel === deployment.providerModel ? {} : { providerModel: draft.providerModel }),
    ...(changed('apiBase') ? { apiBase: draft.apiBase } : {}),
    ...(draft.apiKey === null ? {} : { apiKey: draft.apiKey }),
    ...(changed('mode') ? { mode: draft.mode } : {}),
    ...(changed('contextWindow') ? { contextWindow: draft.contextWindow } : {}),
    ...(changed('maxOutputTokens') ? { maxOutputTokens: draft.maxOutputTokens } : {}),
    ...(changed(...priceFields) ? { prices: draft.prices } : {}),
    ...(changed('tpmLimit') ? { tpmLimit: draft.tpmLimit } : {}),
    ...(changed('rpmLimit') ? { rpmLimit: draft.rpmLimit } : {}),
    ...(Object.keys(capabilities).length === 0 ? {} : { capabilities }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  }
}

const wholeFields = ['contextWindow', 'maxOutputTokens', 'tpmLimit', 'rpmLimit'] as const
const priceFields = ['priceInput', 'priceOutput', 'priceCacheRead', 'priceCacheWrite'] as const

function pricesOf(form: DeploymentForm): DeploymentDraft['prices'] {
  return {
    input: priceOf(form.priceInput) ?? null,
    output: priceOf(form.priceOutput) ?? null,
    cacheRead: priceOf(form.priceCacheRead) ?? null,
    cacheWrite: priceOf(form.priceCacheWrite) ?? null,
  }
}

/** null for an empty text; undefined for what is none. */
function wholeOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const number = parseNumber(text)
  return number !== null && Number.isInteger(number) && number > 0 && number <= 1_000_000_000
    ? number
    : undefined
}

/** As decimal text; null for an empty one, undefined for what is none. */
export function priceOf(text: string): string | null | undefined {
  const bare = text.trim().replace(/^\$\s*/, '')
  if (bare === '') return null
  return /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(bare) ? bare.replace(/^\./, '0.') : undefined
}

function numberText(value: number | null | undefined): string {
  return value == null ? '' : String(value)
}

function textOf(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

type Params = DeploymentDraft['params']

/** Further settings as lines; a value that is JSON for a text is shown without its quotes. */
function paramsText(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, json]) => `${name} = ${plainText(json)}`)
    .join('\n')
}

function plainText(json: string): string {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'string' ? value : json
  } catch {
    // Not JSON after all: as it came.
    return json
  }
}

/** The settings in a text, and the first line that is none. */
export function readParams(text: string): { readonly params: Params; readonly wrong: string | null } {
  const params: Record<string, string | number | boolean> = {}
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [, name, value] = /^([a-z][a-z0-9_]{0,60})\s*=\s*(.+)$/.exec(line) ?? []
    if (name === undefined || value === undefined) return { params, wrong: line }
    params[name] = paramValue(value)
  }
  return { params, wrong: null }
}

function paramValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text
}

/** Settings that are new or other; one that was taken out of the text stays on the gateway. */
function changedParams(before: Readonly<Record<string, string>>, after: Params): Params {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => {
      const known = before[name]
      return known === undefined || plainText(known) !== String(value)
    }),
  )
}

function changedCapabilities(
  before: readonly string[],
  after: readonly string[],
): Readonly<Record<string, boolean>> {
  const added = after.filter((capability) => !before.includes(capability))
  const removed = before.filter((capability) => !after.includes(capability))
  return Object.fromEntries([
    ...added.map((capability) => [capability, true] as const),
    ...removed.map((capability) => [capability, false] as const),
  ])
}
