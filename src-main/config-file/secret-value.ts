/** References to variables alone, also behind the scheme of an authorization. Source: engine config contract §2.2. */
const REFERENCES = /^\s*(?:(?:[Bb]earer|[Bb]asic|[Tt]oken)\s+)?(?:\$\{[A-Z_][A-Z0-9_]*\}\s*)+$/
/** How LiteLLM is told of a variable. Source: LiteLLM docs, proxy/configs. */
const LITELLM_REFERENCE = /^os\.environ\/[A-Za-z_]\w*$/
/** The name of a variable where its reference was meant, which is a mistake that has to stay visible. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD)$/
/** What engines show in the place of a secret; in a file it is a mistake too. */
const REDACTION = /^__[A-Z]+(?:_[A-Z]+)*_REDACTED__$/

/** Whether a value can stand where secrets stand and is none. */
export function isHarmlessValue(value: string): boolean {
  return (
    value === '' ||
    REFERENCES.test(value) ||
    LITELLM_REFERENCE.test(value) ||
    VARIABLE_NAME.test(value) ||
    REDACTION.test(value)
  )
}
