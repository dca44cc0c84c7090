import { GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID } from './litellm-provider.ts'
import type { EngineVariables } from './engine-definition.ts'

/** Root keys every engine of the family knows. Source: engine config contract §7. */
export const familyRootKeys = [
  '$schema',
  'meta',
  'env',
  'wizard',
  'diagnostics',
  'logging',
  'update',
  'browser',
  'ui',
  'auth',
  'models',
  'nodeHost',
  'agents',
  'tools',
  'bindings',
  'broadcast',
  'audio',
  'media',
  'messages',
  'commands',
  'approvals',
  'session',
  'cron',
  'hooks',
  'web',
  'channels',
  'discovery',
  'canvasHost',
  'talk',
  'gateway',
  'memory',
  'skills',
  'plugins',
] as const

/** Root keys of earlier versions: `agent`, `routing`, `identity` and the channels before they moved into `channels`. §7 */
export const familyLegacyRootKeys = [
  'agent',
  'routing',
  'identity',
  'whatsapp',
  'telegram',
  'discord',
  'slack',
  'signal',
  'imessage',
  'msteams',
] as const

/** Values of `api` every engine of the family knows. §3.4 */
export const familyApis = [
  'openai-completions',
  'openai-responses',
  'anthropic-messages',
  'google-generative-ai',
  'github-copilot',
  'ollama',
] as const

/** §3.5 */
export const familyProviderAliases = {
  'z.ai': 'zai',
  'z-ai': 'zai',
  'opencode-zen': 'opencode',
  qwen: 'qwen-portal',
  'kimi-code': 'kimi-coding',
} as const

/** §6.1: no other provider id has a variable of its own among those Litedesk sets up. */
export const familyKeyVariables = { [GATEWAY_PROVIDER_ID]: GATEWAY_KEY_VARIABLE } as const

/** §1.4 */
export const familyProfileName = /^[a-z0-9][a-z0-9_-]{0,63}$/i

/**
 * Providers whose models the engines know without configuration: those of the pi model catalogue and those the engines add.
 * A reference to one of them is never called a mistake.
 */
export const familyBuiltInProviders = [
  'amazon-bedrock',
  'anthropic',
  'azure-openai-responses',
  'cerebras',
  'claude-cli',
  'cloudflare-ai-gateway',
  'codex-cli',
  'github-copilot',
  'google',
  'google-antigravity',
  'google-gemini-cli',
  'google-vertex',
  'groq',
  'huggingface',
  'kimi-coding',
  'minimax',
  'minimax-cn',
  'minimax-portal',
  'mistral',
  'moonshot',
  'nvidia',
  'ollama',
  'openai',
  'openai-codex',
  'opencode',
  'openrouter',
  'qianfan',
  'qwen-portal',
  'synthetic',
  'together',
  'venice',
  'vercel-ai-gateway',
  'vllm',
  'xai',
  'xiaomi',
  'zai',
] as const

/** The environment variables of an engine with this prefix, such as `NOVA`. §1.2 */
export function familyVariables(prefix: string): EngineVariables {
  return {
    home: `${prefix}_HOME`,
    stateDir: [`${prefix}_STATE_DIR`, 'CLAWDBOT_STATE_DIR'],
    configPath: [`${prefix}_CONFIG_PATH`, 'CLAWDBOT_CONFIG_PATH'],
    agentDir: [`${prefix}_AGENT_DIR`, 'PI_CODING_AGENT_DIR'],
    oauthDir: `${prefix}_OAUTH_DIR`,
    profile: `${prefix}_PROFILE`,
    nixMode: `${prefix}_NIX_MODE`,
    loadShellEnv: `${prefix}_LOAD_SHELL_ENV`,
  }
}
