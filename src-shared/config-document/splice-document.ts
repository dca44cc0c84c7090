import { type ConfigDocument, readConfigDocument } from './config-document.ts'
import type { ConfigContainer } from './config-node.ts'
import { type Splice, applySplices } from './splice.ts'

/** The document after changes inside the innermost of the containers that lead to them, outermost first. */
export function spliceDocument(
  document: ConfigDocument,
  _containers: readonly ConfigContainer[],
  splices: readonly Splice[],
): ConfigDocument {
  return splices.length === 0 ? document : readConfigDocument(applySplices(document.text, splices))
}
