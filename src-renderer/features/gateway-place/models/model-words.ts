import type { ModelGroup, ModelHealth } from '#shared/deployment.ts'

import { originOf } from './model-rows.ts'

const modeNames: Readonly<Record<string, string>> = {
  chat: 'Chat',
  completion: 'Completion',
  responses: 'Responses',
  embedding: 'Embedding',
  image_generation: 'Images',
  audio_transcription: 'Transcription',
  audio_speech: 'Speech',
  moderation: 'Moderation',
  rerank: 'Rerank',
  video_generation: 'Video',
  search: 'Search',
  ocr: 'OCR',
  vector_store: 'Vector store',
}

/** Modes LiteLLM knows, in the order a form offers them. */
export const knownModes: readonly string[] = Object.keys(modeNames)

/** LiteLLM's mode for reading; one Litedesk does not know stays as it is. */
export function modeName(mode: string | null): string {
  return mode === null ? 'Not told' : (modeNames[mode] ?? mode)
}

const capabilityNames: Readonly<Record<string, string>> = {
  assistant_prefill: 'Continues a begun answer',
  audio_input: 'Hears audio',
  audio_output: 'Speaks',
  computer_use: 'Uses a computer',
  embedding_image_input: 'Embeds images',
  function_calling: 'Uses tools',
  image_input: 'Takes images',
  native_streaming: 'Streams by itself',
  parallel_function_calling: 'Uses several tools at once',
  pdf_input: 'Reads PDF',
  prompt_caching: 'Caches prompts',
  reasoning: 'Reasoning',
  response_schema: 'Answers by a schema',
  service_tier: 'Service tiers',
  system_messages: 'System messages',
  tool_choice: 'Can be told which tool',
  url_context: 'Reads web addresses',
  video_input: 'Watches video',
  vision: 'Reads images',
  web_search: 'Searches the web',
}

/** Capabilities LiteLLM knows, in the order a form offers them. */
export const knownCapabilities: readonly string[] = Object.keys(capabilityNames)

/** A capability for reading; one Litedesk does not know loses its underscores. */
export function capabilityName(capability: string): string {
  return capabilityNames[capability] ?? capability.replaceAll('_', ' ')
}

/** Where a public name stands, in a word or two. */
export function originWord(group: Pick<ModelGroup, 'deployments'>): string {
  switch (originOf(group)) {
    case 'config':
      return 'Config file'
    case 'database':
      return 'Database'
    case 'both':
      return 'Both'
    case null:
      return '–'
  }
}

/** How a public name was at the gateway's last check, in a word. */
export function healthWord(health: ModelHealth | null, isDown: boolean): string {
  if (isDown || health?.state === 'unhealthy') return 'Down'
  return health === null ? '–' : 'Healthy'
}
