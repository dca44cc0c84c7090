import { expect, test } from 'vitest'

import { mergeYamlTexts } from '#shared/config-merge/yaml-merge.ts'

const base = `# the proxy
model_list:
  - model_name: a   # first
    litellm_params: {model: x/a, rpm: 1}
  - model_name: b
    litellm_params: {model: x/b}
litellm_settings:
  num_retries: 1
router_settings: {timeout: 5, allowed_fails: 2}
`

test('changes at different places go together', () => {
  const ours = base.replace('num_retries: 1', 'num_retries: 3')
  const theirs = base.replace('# the proxy', '# their proxy').replace('rpm: 1', 'rpm: 9')
  expect(mergeYamlTexts(base, ours, theirs)).toBe(theirs.replace('num_retries: 1', 'num_retries: 3'))
})

test('changes of one line go together where they mean different things', () => {
  const ours = base.replace('timeout: 5', 'timeout: 6')
  const theirs = base.replace('allowed_fails: 2', 'allowed_fails: 3')
  expect(mergeYamlTexts(base, ours, theirs)).toBe(theirs.replace('timeout: 5', 'timeout: 6'))
})

test('changes of the same value do not fit together, and neither does what is no YAML', () => {
  const ours = base.replace('num_retries: 1', 'num_retries: 3')
  expect(mergeYamlTexts(base, ours, base.replace('num_retries: 1', 'num_retries: 2'))).toBeNull()
  expect(mergeYamlTexts(base, ours, `${base}\t- [`)).toBeNull()
  expect(mergeYamlTexts(base, `${base}\t- [`, base)).toBe(`${base}\t- [`)
  expect(mergeYamlTexts(base, ours, ours)).toBe(ours)
})

test('a comment of ours is not lost', () => {
  const ours = base.replace('allowed_fails: 2}', 'allowed_fails: 3}   # ours')
  const theirs = base.replace('timeout: 5', 'timeout: 6')
  expect(mergeYamlTexts(base, ours, theirs)).toBeNull()
})
