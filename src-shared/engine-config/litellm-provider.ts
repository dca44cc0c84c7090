/**
 * LiteLLM as the engines know it. Source: engine config contract §3.6, §6.1, §8.
 */

/** The only provider id whose key the engines look for in a variable by themselves. */
export const GATEWAY_PROVIDER_ID = 'litellm'

/** How a LiteLLM gateway is talked to. */
export const GATEWAY_API = 'openai-completions'

export const GATEWAY_KEY_VARIABLE = 'LITELLM_API_KEY'

/** For a gateway that asks for no key: the engines want some word all the same. */
export const STAND_IN_KEY = 'none'
