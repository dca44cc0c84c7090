import type { EngineKeyChain, EngineKeyLink, EngineKeySource } from '../engine.ts'

import { configEnvironment } from './config-env.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { keyFormOf, keyVariableOf } from './key-form.ts'
import { lastFourOf } from '../last-four.ts'
import type { KeySources, OpenLink } from './key-sources.ts'
import { profileLinks } from './profile-links.ts'
import { providersIn } from './providers-in-file.ts'
import { substituteVariables } from './variable-text.ts'

/**
 * Where an engine takes a provider's key from, strongest first, with what each place holds. The first usable key wins.
 * Source: engine config contract §6.1 to §6.4.
 */
export function keyChainOf(
  providerId: string,
  sources: KeySources,
  definition: EngineDefinition,
): EngineKeyChain {
  const links = [
    ...profileLinks(providerId, sources, definition),
    ...variableLinks(providerId, sources, definition),
    configLink(providerId, sources, definition),
  ]
  const block = blockOf(providerId, sources)
  if (block?.['auth'] === 'aws-sdk') return { providerId, links: links.map(ignoredForAws) }
  const chain = withWinner(links)
  return { providerId, links: block?.['authHeader'] === true ? chain.map(notedForHeader) : chain }
}

/** A key variable exists only for some providers; for others the environment holds nothing. */
function variableLinks(providerId: string, sources: KeySources, definition: EngineDefinition): OpenLink[] {
  const name = keyVariableOf(providerId, definition)
  if (name === null) return []
  return (['process-environment', 'state-env-file', 'config-env'] as const).map((source) => {
    const value = variableFrom(source, name, sources)
    return {
      source,
      label: name,
      displayPath: displayPathOf(source, sources),
      state: value === null ? 'missing' : null,
      lastFour: value === null ? null : lastFourOf(value),
      note: null,
    }
  })
}

function configLink(providerId: string, sources: KeySources, definition: EngineDefinition): OpenLink {
  const block = blockOf(providerId, sources)
  const link = {
    source: 'config-file',
    label: `models.providers.${providerId}.apiKey`,
    displayPath: sources.configDisplayPath,
    state: null,
    lastFour: null,
    note: null,
  } as const
  const written = block?.['apiKey']
  const form = keyFormOf(written, (name) => lookUp(name, sources) !== undefined)
  const text = typeof written === 'string' ? written.trim() : ''
  switch (form.form) {
    case 'none':
      return { ...link, state: 'missing' }
    case 'literal':
      return { ...link, lastFour: lastFourOf(text) }
    case 'variables': {
      const resolved = substituteVariables(text, (name) => lookUp(name, sources))
      const [missing] = resolved.missing
      return missing === undefined
        ? { ...link, lastFour: lastFourOf(resolved.text), note: `From ${form.names.join(', ')}.` }
        : { ...link, state: 'ignored', note: `${missing} is not set, so ${definition.name} does not start.` }
    }
    case 'bare-name':
      return {
        ...link,
        note: `The name ${form.name} itself is sent. A variable is written "\${${form.name}}".`,
      }
    case 'command':
      return { ...link, note: 'Begins with "!": run as a shell command.' }
    case 'marker':
      return { ...link, state: 'ignored', note: 'What an engine shows instead of a key, and no key.' }
    case 'broken':
      return { ...link, state: 'ignored', note: `${definition.name} does not take this form.` }
    case 'reference': {
      if (!definition.allowsSecretRef) {
        return { ...link, state: 'ignored', note: `${definition.name} does not take references to secrets.` }
      }
      const { source, id } = form.reference
      const value = source === 'env' ? lookUp(id, sources) : undefined
      const isLost = source === 'env' && value === undefined
      return {
        ...link,
        state: isLost ? 'ignored' : null,
        lastFour: value === undefined ? null : lastFourOf(value),
        note: isLost
          ? `${id} is not set, so the gateway of ${definition.name} does not start.`
          : `From ${source} ${id}.`,
      }
    }
  }
}

function withWinner(links: readonly OpenLink[]): EngineKeyLink[] {
  const winner = links.find(({ state }) => state === null)
  return links.map((link) => ({ ...link, state: link.state ?? (link === winner ? 'wins' : 'shadowed') }))
}

function ignoredForAws(link: OpenLink): EngineKeyLink {
  return link.state === null
    ? { ...link, state: 'ignored', note: 'The provider signs in with AWS and needs no key.' }
    : { ...link, state: link.state }
}

/** §6.1: the header does not take the key that wins, but the one the agent's `models.json` has. */
function notedForHeader(link: EngineKeyLink): EngineKeyLink {
  const note = 'The Authorization header carries the key in models.json, which may be an older one.'
  return link.state === 'wins' ? { ...link, note: link.note === null ? note : `${link.note} ${note}` } : link
}

type VariableSource = Extract<EngineKeySource, 'process-environment' | 'state-env-file' | 'config-env'>

/** Null when the variable is not set there; an empty one is not set. */
function variableFrom(source: VariableSource, name: string, sources: KeySources): string | null {
  const value = {
    'process-environment': () => sources.processEnvironment[name],
    'state-env-file': () => sources.envFile?.variables.get(name),
    'config-env': () => configEnvironment(sources.config).get(name),
  }[source]()
  return value?.trim() || null
}

/** What a `${NAME}` stands for. */
function lookUp(name: string, sources: KeySources): string | undefined {
  return (
    variableFrom('process-environment', name, sources) ??
    variableFrom('state-env-file', name, sources) ??
    variableFrom('config-env', name, sources) ??
    undefined
  )
}

function displayPathOf(source: VariableSource, sources: KeySources): string | null {
  if (source === 'config-env') return sources.configDisplayPath
  return source === 'state-env-file' ? (sources.envFile?.displayPath ?? null) : null
}

function blockOf(providerId: string, { config }: KeySources) {
  return providersIn(config).find(({ id }) => id === providerId)?.block
}
