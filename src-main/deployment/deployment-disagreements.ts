import type {
  Deployment,
  DeploymentChanges,
  DeploymentDisagreement,
  ModelPrices,
} from '#shared/deployment.ts'

type Field = DeploymentDisagreement['field']

const PRICE_WORDS = {
  input: ['price-input', 'price of input'],
  output: ['price-output', 'price of output'],
  cacheRead: ['price-cache-read', 'price of cached input'],
  cacheWrite: ['price-cache-write', 'price of writing to the cache'],
} as const satisfies Record<keyof ModelPrices, readonly [Field, string]>

/**
 * Where a deployment, read again, is not what was asked. What was left to LiteLLM (null) is not compared when it was added;
 * when it was changed (`before` is there), a value that stayed is one the gateway did not take away.
 */
export function deploymentDisagreements(
  asked: DeploymentChanges,
  got: Deployment,
  before: Deployment | null,
): DeploymentDisagreement[] {
  const compare = <Value extends string | number>(
    field: Field,
    name: string,
    of: (deployment: Deployment) => Value | null,
    wanted: Value | null | undefined,
  ): DeploymentDisagreement[] => {
    if (wanted === undefined) return []
    const value = of(got)
    if (wanted === null) {
      const stayed = before !== null && value !== null && value === of(before)
      return stayed ? [stayedAs(field, name, String(value))] : []
    }
    if (isSame(wanted, value)) return []
    return [otherwise(field, name, String(wanted), value === null ? null : String(value))]
  }
  const prices = Object.keys(PRICE_WORDS) as (keyof ModelPrices)[]
  return [
    ...compare('model', 'public name', ({ model }) => model, asked.model),
    ...compare(
      'providerModel',
      'provider’s model',
      ({ providerModel }) => providerModel,
      asked.providerModel,
    ),
    ...compare('apiBase', 'address', ({ apiBase }) => apiBase, asked.apiBase === '' ? null : asked.apiBase),
    ...compare('mode', 'mode', ({ mode }) => mode, asked.mode),
    ...compare('contextWindow', 'context window', (one) => one.contextWindow, asked.contextWindow),
    ...compare('maxOutputTokens', 'longest answer', (one) => one.maxOutputTokens, asked.maxOutputTokens),
    ...prices.flatMap((price) => {
      const [field, name] = PRICE_WORDS[price]
      const wanted = asked.prices?.[price]
      // Without an own price there is the one of LiteLLM's list.
      if (wanted === null && !got.ownPrices.includes(price)) return []
      return compare(field, name, (one) => one.prices[price], wanted)
    }),
    ...compare('tpmLimit', 'limit of tokens per minute', (one) => one.tpmLimit, asked.tpmLimit),
    ...compare('rpmLimit', 'limit of requests per minute', (one) => one.rpmLimit, asked.rpmLimit),
    ...capabilities(asked.capabilities ?? {}, got),
  ]
}

function capabilities(asked: Readonly<Record<string, boolean>>, got: Deployment): DeploymentDisagreement[] {
  return Object.entries(asked)
    .filter(([name, value]) => got.capabilities.includes(name) !== value)
    .map(([name, value]) => ({
      field: 'capabilities' as const,
      asked: `${name}: ${value ? 'yes' : 'no'}`,
      got: `${name}: ${value ? 'no' : 'yes'}`,
      note: `The gateway still says that it ${value ? 'lacks' : 'has'} “${name}”.`,
    }))
}

function isSame(wanted: string | number, value: string | number | null): boolean {
  if (value === wanted) return true
  // Prices come back as floats.
  const [one, other] = [Number(wanted), Number(value ?? Number.NaN)]
  return Number.isFinite(one) && Math.abs(one - other) <= Math.abs(one) * 1e-9
}

function otherwise(field: Field, name: string, asked: string, got: string | null): DeploymentDisagreement {
  const note =
    got === null ? `The gateway did not keep the ${name}.` : `The gateway made ${got} of the ${name}.`
  return { field, asked, got, note }
}

function stayedAs(field: Field, name: string, got: string): DeploymentDisagreement {
  return { field, asked: null, got, note: `The gateway kept the ${name}: ${got}.` }
}
