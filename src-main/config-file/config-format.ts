import type { HiddenSecret } from './hidden-secrets.ts'
import type { TextPart, TextScan } from './text-scan.ts'

/** How a kind of config file is read, checked and merged, and where secrets can stand in its text. */
export interface ConfigFormat {
  /** Throws AppFailure `config-invalid`, with the place, when a text that is about to be written is none of the format. */
  check(text: string, path: string): void
  /** A text with both sides' changes of `base`; null when they do not fit together. */
  merge(base: string, ours: string, theirs: string): string | null
  /** Finds the parts of a text that may be broken anywhere. */
  scan(text: string): TextScan
  /** What the characters of a part mean. */
  meaning(raw: string, kind: TextPart['kind']): string
  /**
   * A secret as it has to be written in a part of a text; `isWhole` when it is all of the part, `isSound` when
   * all of the text is, and `column` is where it begins on its line. null where no text can stand.
   */
  spell(
    secret: HiddenSecret,
    part: TextPart,
    at: { readonly isWhole: boolean; readonly isSound: boolean; readonly column: number },
  ): string | null
}
