import type { GatewayFacts } from '#shared/gateway.ts'

/** What is known of a connected gateway in one line, such as "LiteLLM 1.79.3 · admin key · 7 chat models". */
export function factsText(facts: GatewayFacts, modelCount: number): string {
  return [
    facts.version === null ? 'LiteLLM' : `LiteLLM ${facts.version}`,
    keyKinds[facts.keyKind],
    facts.hasDatabase === false ? 'no database' : null,
    modelCount === 1 ? '1 chat model' : `${modelCount.toLocaleString('en-US')} chat models`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

const keyKinds: Record<GatewayFacts['keyKind'], string | null> = {
  admin: 'admin key',
  plain: 'plain key',
  unknown: null,
}
