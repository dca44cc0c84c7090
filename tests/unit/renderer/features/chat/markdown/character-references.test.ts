import { expect, it } from 'vitest'

import { decodeCharacterReferences } from '../../../../../../src-renderer/features/chat/markdown/character-references.ts'

it('decodes named and numeric references and leaves the rest as written', () => {
  expect(decodeCharacterReferences('a &lt;b&gt; &amp;amp; &#8364; &#x1F600; &#0; &unknown; & &copy')).toBe(
    'a <b> &amp; € 😀 \uFFFD &unknown; & &copy',
  )
})
