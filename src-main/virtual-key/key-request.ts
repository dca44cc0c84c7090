import type { KeyChanges, KeyDraft } from '#shared/virtual-key.ts'

/** The body of `/key/generate`: only what was decided, since empty lists of some fields need a license. */
export function generateBody(draft: KeyDraft): Record<string, unknown> {
  return Object.fromEntries(Object.entries(updateBody(draft)).filter(([, value]) => value !== null))
}

/**
 * The fields of `/key/update` for what has changed, and no others. null clears a field; an empty alias is none. Source:
 * docs/litellm-compatibility.md, "Managing".
 */
export function updateBody(changes: KeyChanges): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  const put = (name: string, value: unknown): void => {
    if (value !== undefined) body[name] = value
  }
  put('key_alias', emptyAsNull(changes.alias))
  put('models', changes.models)
  put('max_budget', typeof changes.maxBudget === 'string' ? Number(changes.maxBudget) : changes.maxBudget)
  put('budget_duration', changes.budgetDuration)
  put('tpm_limit', changes.tpmLimit)
  put('rpm_limit', changes.rpmLimit)
  put('max_parallel_requests', changes.parallelLimit)
  put('duration', changes.lifetime)
  put('user_id', emptyAsNull(changes.userId))
  put('team_id', emptyAsNull(changes.teamId))
  return body
}

function emptyAsNull(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text
}
