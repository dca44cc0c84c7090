import { createHash } from 'node:crypto'

import { builtInDeployments, type Deployment } from './deployments.ts'
import { seededRandom } from './seeded-random.ts'

/** Who calls in a made-up history: a key with its team and user. */
export interface MadeUpKey {
  /** SHA-256 in hex, as LiteLLM stores it. */
  readonly token: string
  readonly alias: string
  readonly user: string
  readonly teamId: string | null
  readonly teamAlias: string | null
  /** The programs that use it, as their User-Agent says. */
  readonly client: string
  readonly tags: readonly string[]
  /** Chosen more often than the others. */
  readonly favourite: Deployment
}

const TEAMS = ['platform', 'search', 'support', 'research', 'growth', 'mobile', 'data', 'legal'] as const
const PEOPLE = [
  'amara',
  'ben',
  'chiara',
  'dmitri',
  'elif',
  'farah',
  'goran',
  'hana',
  'ivo',
  'jun',
  'kofi',
  'lena',
  'mateo',
  'nadia',
  'omar',
] as const
const PURPOSES = ['ci', 'chat', 'batch', 'notebook', 'agent', 'eval', 'docs', 'translate'] as const
const CLIENTS = [
  'OpenAI/Python 1.99.2',
  'OpenAI/JS 5.12.0',
  'python-httpx/0.28.1',
  'curl/8.5.0',
  'litedesk/0.1.0',
  'langchain/0.3.27',
] as const
const TAGS = ['prod', 'staging', 'nightly', 'experiment', 'customer-a', 'customer-b'] as const

/** Deployments that answer; in a made-up history, the others only fail. */
export const answeringDeployments: readonly Deployment[] = builtInDeployments.filter(
  (deployment) => deployment.behaviour === 'answers' && deployment.fallbacks.length === 0,
)

/** Makes `count` keys, the same ones every time. */
export function madeUpKeys(count: number): readonly MadeUpKey[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(`key ${index}`)
    const team = random.pick(TEAMS)
    const hasTeam = random.below(5) > 0
    const purpose = random.pick(PURPOSES)
    return {
      token: createHash('sha256').update(`sk-made-up-${index}`).digest('hex'),
      alias: `${team}-${purpose}-${index + 1}`,
      user: `${random.pick(PEOPLE)}@example.com`,
      teamId: hasTeam ? `team-${team}` : null,
      teamAlias: hasTeam ? team : null,
      client: random.pick(CLIENTS),
      tags: random.below(3) > 0 ? [random.pick(TAGS), random.pick(TAGS)] : [],
      favourite: answeringDeployments[random.below(answeringDeployments.length)] ?? builtInDeployments[0]!,
    }
  })
}
