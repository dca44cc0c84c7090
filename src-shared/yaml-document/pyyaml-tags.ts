import type { Tags } from 'yaml'

/**
 * What PyYAML takes for truth values and numbers, where the letter of YAML 1.1 takes more: `y`, `08` and `1e3` are text to
 * it. By the kind of value and its notation. Source: PyYAML `resolver.py`.
 */
const patterns: ReadonlyMap<string, (test: RegExp) => RegExp> = new Map([
  ['tag:yaml.org,2002:bool ', boolean],
  ['tag:yaml.org,2002:int ', () => /^[-+]?(?:0|[1-9][0-9_]*)$/],
  ['tag:yaml.org,2002:int TIME', () => /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/],
  ['tag:yaml.org,2002:float EXP', () => /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/],
  ['tag:yaml.org,2002:float ', plainFloat],
])

/** The tags of YAML 1.1, narrowed to how PyYAML reads them. */
export function pyYamlTags(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag === 'string' || !('test' in tag) || tag.test === undefined) return tag
    const narrowed = patterns.get(`${tag.tag} ${tag.format ?? ''}`)
    return narrowed === undefined ? tag : { ...tag, test: narrowed(tag.test) }
  })
}

function boolean(test: RegExp): RegExp {
  return test.test('true')
    ? /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/
    : /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/
}

/** Infinity and what is no number have the same tag as numbers with a point. */
function plainFloat(test: RegExp): RegExp {
  return test.test('.inf') ? test : /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/
}
