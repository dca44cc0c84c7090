import { mergeConfigTexts } from '#shared/config-merge/config-merge.ts'

import type { ConfigFormat } from './config-format.ts'
import { checkJson5 } from './json5-text.ts'
import { escaped, fitsBetween, unescaped } from './string-escapes.ts'
import { scanText, type TextPart } from './text-scan.ts'

/** The engines' config files. */
export const json5Format: ConfigFormat = {
  check: checkJson5,
  merge: mergeConfigTexts,
  scan: scanText,
  meaning: (raw, kind) => (isString(kind) ? unescaped(raw) : raw),
  spell({ raw, kind }, part) {
    switch (part.kind) {
      case 'double-quoted':
      case 'single-quoted': {
        const quote = part.kind === 'double-quoted' ? '"' : "'"
        if (kind === part.kind && !part.isClosed) return raw
        if (isString(kind)) return fitsBetween(raw, quote) ? raw : escaped(unescaped(raw), quote)
        return escaped(raw, quote)
      }
      case 'line-comment':
        return kind === part.kind || !/[\r\n\u2028\u2029]/.test(raw)
          ? raw
          : escaped(isString(kind) ? unescaped(raw) : raw, '"')
      case 'block-comment':
        return kind === part.kind || !/\*\/|\*$/.test(raw)
          ? raw
          : escaped(isString(kind) ? unescaped(raw) : raw, '"')
      case 'word':
        return kind === 'word' ? raw : null
      case 'plain':
      case 'block-text':
        return null
    }
  },
}

function isString(kind: TextPart['kind']): boolean {
  return kind === 'double-quoted' || kind === 'single-quoted'
}
