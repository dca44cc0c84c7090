import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'

import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import { judgeRoutingText } from '#shared/routing-file/judge-routing.ts'
import * as edits from '#shared/routing-file/routing-edits.ts'
import { readRoutingFile, type RoutingFile } from '#shared/routing-file/routing-file.ts'
import { editYamlDocument } from '#shared/yaml-document/edit-yaml-text.ts'
import { readYamlDocument } from '#shared/yaml-document/yaml-document.ts'

import { ownFolder } from '../litellm/places.ts'
import { litellmUnavailableReason, type LiteLlm, startLiteLlm } from '../litellm/start-litellm.ts'
import { preparePython, Unavailable } from '../litellm/python-environment.ts'
import { runProgram } from '../litellm/run-program.ts'

const config = `# The proxy of the team. Ask Ada before you change it.
defaults: &defaults   # for all of them
  timeout: 30
model_list:
  # the strong one
  - model_name: strong   # public
    litellm_params:
      <<: *defaults
      model: "openai/gpt-4o"
      api_key: os.environ/OPENAI_API_KEY

  - model_name: cheap
    litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY'}

  # for long texts
  - model_name: long
    litellm_params:
      model: anthropic/claude-sonnet-4-5
      api_key: os.environ/ANTHROPIC_API_KEY   # Ada has it

litellm_settings:
  num_retries: 1
  fallbacks:   # who catches whom
    - cheap: [long]
  context_window_fallbacks: [{"cheap": ["long"]}]

router_settings:
  model_group_alias: {gpt-4: strong}

general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY   # never in this file
`

/** What LiteLLM made of a file; see load-configs.py. */
interface Loaded {
  readonly error?: string
  readonly models: readonly (readonly [string, string])[]
  readonly fallbacks: readonly Record<string, readonly string[]>[] | null
  readonly contextWindow: readonly Record<string, readonly string[]>[]
  readonly contentPolicy: readonly Record<string, readonly string[]>[]
  readonly aliases: Record<string, unknown>
  readonly retries: number
  readonly masterKey: string | null
  readonly costs: readonly (number | null)[]
}

const ModelInfo = z.object({
  data: z.array(
    z.object({
      model_name: z.string(),
      litellm_params: z.object({ model: z.string(), input_cost_per_token: z.number().nullish() }),
    }),
  ),
})

interface Way {
  readonly name: string
  readonly edit: (file: RoutingFile) => readonly ConfigEdit[]
  readonly expected: Partial<Loaded>
}

const strong = ['strong', 'openai/gpt-4o'] as const
const cheap = ['cheap', 'openai/gpt-4o-mini'] as const
const long = ['long', 'anthropic/claude-sonnet-4-5'] as const
const rule = (file: RoutingFile, source: string) => {
  const found = edits.ruleOf(file, 'general', source)
  if (found === null) throw new Error(`${source} has no rule`)
  return found
}

const ways: readonly Way[] = [
  {
    name: 'a model added',
    edit: (file) =>
      edits.addDeployment(file, {
        modelName: 'new: one',
        model: 'groq/llama',
        apiBase: 'http://127.0.0.1:1/v1',
        keyVariable: 'GROQ_API_KEY',
      }),
    expected: { models: [strong, cheap, long, ['new: one', 'groq/llama']] },
  },
  {
    name: 'a deployment that shares a name',
    edit: (file) =>
      edits.addDeployment(file, {
        modelName: 'strong',
        model: 'azure/gpt-4o',
        apiBase: null,
        keyVariable: null,
      }),
    expected: { models: [strong, cheap, long, ['strong', 'azure/gpt-4o']] },
  },
  {
    name: 'the first model removed',
    edit: () => edits.removeDeployment(0),
    expected: { models: [cheap, long] },
  },
  {
    name: 'the last model removed',
    edit: () => edits.removeDeployment(2),
    expected: { models: [strong, cheap] },
  },
  {
    name: 'the last model moved to the front',
    edit: () => edits.moveDeployment(2, 0),
    expected: { models: [long, strong, cheap] },
  },
  {
    name: 'a model renamed, with what names it',
    edit: (file) => edits.renameModel(file, 2, 'novel'),
    expected: {
      models: [strong, cheap, ['novel', long[1]]],
      fallbacks: [{ cheap: ['novel'] }],
      contextWindow: [{ cheap: ['novel'] }],
    },
  },
  {
    name: 'another provider',
    edit: () => edits.setDeployment(0, ['litellm_params', 'model'], 'openai/gpt-5'),
    expected: { models: [['strong', 'openai/gpt-5'], cheap, long] },
  },
  {
    name: 'a price with an exponent',
    edit: () => edits.setDeployment(1, ['litellm_params', 'input_cost_per_token'], 1e-7),
    expected: { costs: [null, 1e-7, null] },
  },
  {
    name: 'limits in a map with an anchor',
    edit: () => edits.setDeployment(0, ['litellm_params', 'timeout'], 60),
    expected: { models: [strong, cheap, long] },
  },
  {
    name: 'a fallback for another model',
    edit: (file) => edits.addFallback(file, 'general', 'strong', 'cheap'),
    expected: { fallbacks: [{ cheap: ['long'] }, { strong: ['cheap'] }] },
  },
  {
    name: 'a fallback in front of another',
    edit: (file) => edits.addFallback(file, 'general', 'cheap', 'strong', 0),
    expected: { fallbacks: [{ cheap: ['strong', 'long'] }] },
  },
  {
    name: 'a fallback for what providers refuse',
    edit: (file) => edits.addFallback(file, 'content-policy', 'strong', 'long'),
    expected: { contentPolicy: [{ strong: ['long'] }] },
  },
  {
    name: 'a fallback for long texts',
    edit: (file) => edits.addFallback(file, 'context-window', 'strong', 'long'),
    expected: { contextWindow: [{ cheap: ['long'] }, { strong: ['long'] }] },
  },
  {
    name: 'fallbacks for every model',
    edit: (file) => edits.addFallback(file, 'general', '*', 'long'),
    expected: { fallbacks: [{ cheap: ['long'] }, { '*': ['long'] }] },
  },
  {
    name: 'the only fallback removed',
    edit: (file) => edits.removeFallback(file, rule(file, 'cheap'), 0),
    expected: { fallbacks: null, contextWindow: [{ cheap: ['long'] }] },
  },
  {
    name: 'an alias that is not listed',
    edit: () => edits.setAlias('secret: name', 'cheap', true),
    expected: { aliases: { 'gpt-4': 'strong', 'secret: name': { model: 'cheap', hidden: true } } },
  },
  { name: 'the alias removed', edit: (file) => edits.removeAlias(file, 'gpt-4'), expected: { aliases: {} } },
  {
    name: 'more retries',
    edit: () => edits.setSetting('router_settings', 'num_retries', 4),
    expected: { retries: 4 },
  },
  {
    name: 'the master key in another variable',
    edit: () => edits.setSetting('general_settings', 'master_key', edits.environmentReference('OTHER_KEY')),
    expected: { masterKey: 'sk-other' },
  },
  {
    name: 'the order of fallbacks',
    edit: (file) => [
      ...edits.addFallback(file, 'general', 'cheap', 'strong'),
      ...edits.moveFallback(rule(file, 'cheap'), 1, 0),
    ],
    expected: { fallbacks: [{ cheap: ['strong', 'long'] }] },
  },
]

describe('a config with comments, edited twenty ways', () => {
  let folder: string
  let unavailable: string | null = null
  const texts = ways.map(({ edit }) => {
    const document = readYamlDocument(config)
    return editYamlDocument(document, edit(readRoutingFile(document.value))).text
  })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'routing-file-'))
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.yaml`)
      writeFileSync(path, text)
      return path
    })
    try {
      const { python } = await preparePython()
      const { status, output } = await runProgram(python, [join(ownFolder, 'load-configs.py'), ...paths], {
        folder,
        environment: {
          PATH: process.env['PATH'],
          HOME: folder,
          LITELLM_LOCAL_MODEL_COST_MAP: 'True',
          OPENAI_API_KEY: 'sk-a',
          ANTHROPIC_API_KEY: 'sk-b',
          GROQ_API_KEY: 'sk-c',
          LITELLM_MASTER_KEY: 'sk-master',
          OTHER_KEY: 'sk-other',
        },
      })
      if (status !== 0) throw new Error(output.slice(-4000))
    } catch (cause) {
      if (!(cause instanceof Unavailable)) throw cause
      unavailable = cause.message
    }
  }, 300_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is twenty ways, each with nothing wrong and only its own lines changed', () => {
    expect(ways).toHaveLength(20)
    const variables = [
      'OPENAI_API_KEY',
      'ANTHROPIC_API_KEY',
      'GROQ_API_KEY',
      'LITELLM_MASTER_KEY',
      'OTHER_KEY',
    ]
    for (const text of texts) {
      const { problems } = judgeRoutingText(text, { variables })
      expect(problems.filter(({ stopsGateway }) => stopsGateway)).toEqual([])
    }
    for (const comment of config.matchAll(/# .*/g)) {
      const kept = texts.filter((text) => text.includes(comment[0])).length
      // What is removed takes its comments along.
      expect(kept).toBeGreaterThanOrEqual(18)
    }
  })

  describe('and loaded by LiteLLM', () => {
    beforeEach(({ skip }) => {
      if (unavailable !== null) skip(unavailable)
    })

    it.each(ways.map((way, index) => ({ ...way, index })))('$name', ({ index, expected }) => {
      const loaded: Loaded = JSON.parse(readFileSync(join(folder, `${index}.yaml.json`), 'utf8'))
      expect(loaded.error).toBeUndefined()
      expect(loaded).toMatchObject(expected)
    })
  })
})

describe('a config edited in many ways, and run by LiteLLM', () => {
  let proxy: LiteLlm | null = null
  let unavailable: string | null = null

  beforeAll(async () => {
    unavailable = await litellmUnavailableReason()
    if (unavailable !== null) return
    proxy = await startLiteLlm({
      configText: editedInManyWays(),
      environment: { OPENAI_API_KEY: 'sk-a', ANTHROPIC_API_KEY: 'sk-b', GROQ_API_KEY: 'sk-c' },
    })
  }, 300_000)

  afterAll(() => proxy?.close())

  beforeEach(({ skip }) => {
    if (unavailable !== null) skip(unavailable)
  })

  it('is ready, and serves the models as they were edited', async () => {
    const ready = await ask('/health/readiness')
    expect(ready.status).toBe(200)
    const { data } = ModelInfo.parse(await (await ask('/model/info')).json())
    expect(data.map((entry) => [entry.model_name, entry.litellm_params.model])).toEqual([
      ['novel', long[1]],
      strong,
      cheap,
      ['new: one', 'groq/llama'],
      // The alias that is listed, behind all models.
      ['gpt-4', strong[1]],
    ])
    expect(data.map((entry) => entry.litellm_params.input_cost_per_token ?? null)).toEqual([
      null,
      null,
      1e-7,
      null,
      null,
    ])
  })

  it('answers by an alias, and by the fallback for a model that fails', async () => {
    for (const model of ['gpt-4', 'cheap']) {
      const answer = await ask('/v1/chat/completions', {
        model,
        messages: [{ role: 'user', content: 'Hello' }],
      })
      expect(await answer.json()).toMatchObject({
        choices: [{ message: { content: model === 'gpt-4' ? 'the strong one' : 'caught' } }],
      })
    }
  })

  function ask(path: string, body?: object): Promise<Response> {
    if (proxy === null) throw new Error('The proxy does not run.')
    return fetch(`${proxy.url}${path}`, {
      headers: { authorization: `Bearer ${proxy.adminKey}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  }
})

/** Many edits one after the other, each of what the one before has left. */
function editedInManyWays(): string {
  const steps: readonly Way['edit'][] = [
    (file) =>
      edits.addDeployment(file, {
        modelName: 'new: one',
        model: 'groq/llama',
        apiBase: 'http://127.0.0.1:1/v1',
        keyVariable: 'GROQ_API_KEY',
      }),
    () => edits.moveDeployment(2, 0),
    (file) => edits.renameModel(file, 0, 'novel'),
    () => edits.setDeployment(0, ['litellm_params', 'mock_response'], 'caught'),
    () => edits.setDeployment(1, ['litellm_params', 'mock_response'], 'the strong one'),
    () => edits.setDeployment(2, ['litellm_params', 'input_cost_per_token'], 1e-7),
    () => edits.setDeployment(2, ['litellm_params', 'api_base'], 'http://127.0.0.1:1/v1'),
    () => edits.setSetting('litellm_settings', 'num_retries', 0),
    (file) => edits.addFallback(file, 'content-policy', 'strong', 'novel'),
    () => edits.setAlias('secret: name', 'cheap', true),
  ]
  return steps.reduce((text, edit) => {
    const document = readYamlDocument(text)
    return editYamlDocument(document, edit(readRoutingFile(document.value))).text
  }, config)
}
