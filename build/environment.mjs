/** The environments the command scripts start other programs with. */

/** What could make a test reach a real gateway or spend real money, or the app start differently than for a user. */
const unwantedInTests = [
  /^(?:LITELLM|LITEDESK|OPENAI|ANTHROPIC)_/,
  /^(?:NOVA|IDLEHANDS|CLAWDBOT)_/,
  /_(?:API|ACCESS|MASTER|SECRET)_KEY$/,
  /_AUTH_TOKEN$/,
  /^NODE_OPTIONS$/,
  /^ELECTRON_/,
]

/**
 * A copy of an environment without the keys and settings a test must not inherit from whoever starts it.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !unwantedInTests.some((pattern) => pattern.test(name.toUpperCase())),
    ),
  )
}

/**
 * The environment that makes Electron's executable a plain Node: the Node that ships.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function asNode(environment) {
  return { ...environment, ELECTRON_RUN_AS_NODE: '1' }
}

/**
 * The environment to start Electron as an app with.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function asApp(environment) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...rest } = environment
  return rest
}
