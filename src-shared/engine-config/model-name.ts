/** Words of model ids that are not written as a capital letter and small ones. */
const WORDS: Readonly<Record<string, string>> = {
  ai21: 'AI21',
  chatgpt: 'ChatGPT',
  codellama: 'Code Llama',
  deepseek: 'DeepSeek',
  gpt: 'GPT',
  glm: 'GLM',
  ibm: 'IBM',
  minimax: 'MiniMax',
  mimo: 'MiMo',
  oss: 'OSS',
  qwq: 'QwQ',
  tts: 'TTS',
  vl: 'VL',
}
/** Vendors that some gateways put before the name with a full stop, as in `anthropic.claude-…`. */
const VENDOR =
  /^(?:[a-z]{2,6}\.)?(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|openai|qwen)\.(?=[a-z])/
const VERSION_PART = /^(?:0|[1-9]\d?)$/
/** Words, numbers and versions with hyphens between them: what can be read aloud. */
const READABLE = /^[a-z][a-z0-9]*(?:\.\d+)*(?:-[a-z0-9]+(?:\.\d+)*)*$/i

/**
 * A model's id made readable: `claude-opus-4-6` is "Claude Opus 4.6", `gpt-4o` "GPT-4o", `azure/gpt-4o` "GPT-4o (azure)".
 * What follows no such form stays as it is.
 */
export function readableModelName(id: string): string {
  const trimmed = id.trim()
  const slash = trimmed.lastIndexOf('/')
  const base = trimmed.slice(slash + 1).replace(VENDOR, '')
  if (!READABLE.test(base)) return trimmed || id
  const name = nameOf(base)
  return slash <= 0 ? name : `${name} (${trimmed.slice(0, slash)})`
}

function nameOf(base: string): string {
  const { stem, date } = splitDate(base)
  const words = joinVersion(stem.split('-')).map(wordOf)
  // OpenAI writes o3-mini just so.
  const name = /^o\d/.test(stem) ? stem : words.join(' ').replace(/^GPT (?=\d)/, 'GPT-')
  return date === null ? name : `${name} (${date})`
}

/** A date at the end, `-20250929` or `-2024-08-06`, tells versions apart and reads better as one. */
function splitDate(base: string): { readonly stem: string; readonly date: string | null } {
  const [whole, year, month, day] = /-(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])$/.exec(base) ?? []
  if (whole === undefined) return { stem: base, date: null }
  return { stem: base.slice(0, -whole.length), date: `${year}-${month}-${day}` }
}

/** `4-6` is version 4.6; larger numbers, and those that begin with 0, are no parts of one. */
function joinVersion(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last !== undefined && VERSION_PART.test(last) && VERSION_PART.test(part))
      joined.splice(-1, 1, `${last}.${part}`)
    else joined.push(part)
  }
  return joined
}

function wordOf(part: string): string {
  const lower = part.toLowerCase()
  if (Object.hasOwn(WORDS, lower)) return WORDS[lower] ?? part
  // Sizes such as 70b and 8x7b.
  if (/^\d+(?:\.\d+)?(?:x\d+)?[bm]$/.test(lower)) return lower.slice(0, -1) + lower.slice(-1).toUpperCase()
  return part === lower ? `${part.charAt(0).toUpperCase()}${part.slice(1)}` : part
}
