import type { EngineFile } from '#shared/engine.ts'

/** An engine's config file as the list shows it, with two models and a fallback; `changes` replace what matters. */
export function sampleEngine(changes: Partial<EngineFile> = {}): EngineFile {
  return {
    id: 'nova-engine:/home/u/.nova-engine/nova-engine.json',
    kind: 'nova-engine',
    name: 'Nova Engine',
    profile: null,
    path: '/home/u/.nova-engine/nova-engine.json',
    displayPath: '~/.nova-engine/nova-engine.json',
    stateFolder: '/home/u/.nova-engine',
    origin: 'found',
    state: { type: 'valid' },
    hash: 'ab',
    primary: 'litellm/claude',
    fallbacks: [],
    models: [
      { ref: 'litellm/claude', name: 'Claude' },
      { ref: 'litellm/gpt-4o', name: 'gpt-4o' },
    ],
    lastSwitch: null,
    ...changes,
  }
}
