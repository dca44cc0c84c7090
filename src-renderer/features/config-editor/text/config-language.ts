import type { Extension } from '@codemirror/state'
import { yaml } from '@codemirror/lang-yaml'
import { json5Language } from 'codemirror-json5'

/** What the editor has to know of a kind of config file. */
export interface ConfigLanguage {
  readonly extension: Extension
  /** A reference to a variable: global, its name in the first group; one without a name is none. */
  readonly reference: RegExp
  /** What follows when a variable is not set. */
  readonly missing: (name: string) => string
}

/** Config files of the engines. One more `$` before a reference keeps it as it is. */
export const json5Config: ConfigLanguage = {
  extension: json5Language,
  reference: /\$\$\{[A-Z_][A-Z0-9_]*\}|\$\{([A-Z_][A-Z0-9_]*)\}/g,
  missing: (name) => `${name} is not set, so the engine would not start.`,
}

/** Config files of LiteLLM. */
export const yamlConfig: ConfigLanguage = {
  extension: yaml(),
  reference: /os\.environ\/([A-Za-z_]\w*)/g,
  missing: (name) => `${name} is not set where LiteLLM would run.`,
}
