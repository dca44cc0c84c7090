import type { ConfigPath } from '../config-document/config-edit.ts'

/**
 * Keys the family's engines know in the parts of `agents` whose keys the contract does not list in full. The engines refuse
 * others there too, but theirs differ a little from version to version, so a key that is missing here is only a warning.
 */
const DEFAULTS_KEYS = [
  'agentIdentity',
  'blockStreamingBreak',
  'blockStreamingChunk',
  'blockStreamingCoalesce',
  'blockStreamingDefault',
  'bootstrapMaxChars',
  'bootstrapTotalMaxChars',
  'cliBackends',
  'compaction',
  'contextPruning',
  'contextTokens',
  'elevatedDefault',
  'embeddedPi',
  'envelopeElapsed',
  'envelopeTimestamp',
  'envelopeTimezone',
  'heartbeat',
  'humanDelay',
  'imageMaxDimensionPx',
  'imageModel',
  'maxConcurrent',
  'mediaMaxMb',
  'memorySearch',
  'model',
  'models',
  'repoRoot',
  'sandbox',
  'skipBootstrap',
  'subagents',
  'thinkingDefault',
  'timeFormat',
  'timeoutSeconds',
  'toolResultTruncation',
  'typingIntervalSeconds',
  'typingMode',
  'userTimezone',
  'verboseDefault',
  'workspace',
]
const AGENT_KEYS = [
  'agentDir',
  'default',
  'groupChat',
  'heartbeat',
  'humanDelay',
  'id',
  'identity',
  'memorySearch',
  'model',
  'name',
  'sandbox',
  'skills',
  'subagents',
  'tools',
  'workspace',
]

/** The keys that are familiar in `agents`, `agents.defaults` and one agent of the list; null for any other path. */
export function familiarKeysAt(path: ConfigPath): readonly string[] | null {
  const [root, section, index] = path
  if (root !== 'agents') return null
  if (path.length === 1) return ['defaults', 'list']
  if (path.length === 2 && section === 'defaults') return DEFAULTS_KEYS
  return path.length === 3 && section === 'list' && typeof index === 'number' ? AGENT_KEYS : null
}
