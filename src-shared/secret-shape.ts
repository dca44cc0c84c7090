/**
 * What gives a secret away wherever it stands in a text. Each pattern is for `replace` and `matchAll`, which begin at the
 * start whatever it was used for before.
 */

/** Keys of LiteLLM, OpenAI, Anthropic and their kin. */
export const KEY_SHAPE = /\bsk-[A-Za-z0-9_-]{6,}/g

/** The scheme of an HTTP authorization; the token follows. Not before a token that has been masked already. */
export const BEARER_SHAPE = /\b(Bearer\s+)(?!\[key )[^\s"',}]+/gi

/** Name and password in an address; the address begins with the first group and goes on after the match. */
export const URL_CREDENTIALS = /\b(\w+:\/\/)[^/\s:@"']+:[^/\s@"']+@/g

/** Tokens of GitHub, GitLab, Slack, Google, AWS, Telegram bots, Hugging Face, Groq and npm, and JSON web tokens. */
export const TOKEN_SHAPE =
  /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}|AIza[\w-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}|\d{6,12}:[\w-]{32,}|hf_[A-Za-z0-9]{20,}|gsk_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{30,}|(?<!-)eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?)/g

export const PRIVATE_KEY_SHAPE =
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g
