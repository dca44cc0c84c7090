/** The way LiteLLM's users are shown it, walked with the real proxy: set up, connect, chat, look at what it cost. */
import { expect, type Page } from '@playwright/test'
import { z } from 'zod'

import { getFromGateway } from '#main/gateway/gateway-client.ts'
import type { AnswerFacts } from '#shared/conversation.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { test } from '../helpers/desk.ts'
import { gatewayForm, onboardingPage } from '../helpers/onboarding-page.ts'
import { watchSteps } from '../helpers/seen-steps.ts'
import { settingsPage } from '../helpers/settings-page.ts'
import { mockAnswer, type ProxyConfig } from '../litellm/proxy-config.ts'
import {
  litellmUnavailableReason,
  startLiteLlm,
  type LiteLlm,
  type LiteLlmOptions,
} from '../litellm/start-litellm.ts'
import { startUpstream, upstreamAnswer, upstreamModel, type Upstream } from '../litellm/upstream.ts'

/** Making the Python environment and the first database takes minutes where nothing is cached; ms. */
const PREPARED_WITHIN_MS = 600_000
/** The walk waits for the batches in which LiteLLM writes spend, three times; ms. */
const WALKED_WITHIN_MS = 180_000
/** Each of those waits; ms. */
const LOGGED_WITHIN = { timeout: 30_000, intervals: [250] }

const wholeUpstreamAnswer = upstreamAnswer.join('')
/** Tokens, cost and times, as they stand below every answer. */
const figures = [/^\d+ in$/, /^\d+ out$/, /^(≈ )?\$0\.\d+$/, / to first$/, / total$/]

const GeneratedKey = z.object({ key: z.string().startsWith('sk-') })
const KeyInfo = z.object({ info: z.object({ spend: z.number() }) })
const SpendLogs = z.array(
  z.object({
    request_id: z.string(),
    session_id: z.string(),
    status: z.string(),
    spend: z.number(),
    metadata: z.object({ user_api_key_alias: z.string() }),
  }),
)

test.describe('the real LiteLLM proxy with PostgreSQL', () => {
  const serving = serveLiteLlm((upstream) => ({
    database: true,
    config: documentedConfig(upstream),
    environment: {
      ANTHROPIC_API_KEY: 'the-anthropic-key',
      OPENAI_API_KEY: 'the-openai-key',
      OPENAI_PROXY_URL: `${upstream.url}/v1`,
    },
  }))

  test('the documented walk-through, from config.yaml to a used-up budget', async ({ launch }) => {
    test.setTimeout(WALKED_WITHIN_MS)
    const { upstream, proxy } = serving()
    const { page } = await launch()
    const chat = chatPage(page)
    const status = page.getByRole('contentinfo', { name: 'Status' })

    await test.step('the admin key connects', async () => {
      const seenSteps = await watchSteps(page)
      const onboarding = onboardingPage(page)
      await onboarding.enter({ address: proxy.url, key: proxy.adminKey, name: 'Work' })
      await onboarding.connect.click()
      await expect(chat.composer).toBeFocused()
      await expect(status).toContainText('WorkConnected')
      expect(await seenSteps()).toEqual(
        expect.arrayContaining([
          `Gateway answers: passed${proxy.url}`,
          'It is LiteLLM: passedLiteLLM',
          'Key is accepted: passedKey accepted',
          'Kind of key: passedAdmin key',
          'Database: passedConnected',
          'Models: passed3 chat models',
        ]),
      )
    })

    const key = await generateKey(proxy, { key_alias: 'nova-engine', max_budget: 50, budget_duration: '1mo' })

    await test.step('the virtual key takes its place', async () => {
      await changeKey(page, key)
      await expect(page.getByRole('main')).toContainText(`Key set ····${key.slice(-4)} · system key store`)
      await expect(page.getByRole('main')).toContainText('LiteLLM · plain key · 3 chat models')
      await page.keyboard.press('Control+N')
    })

    await test.step('both models answer, with tokens and cost', async () => {
      await chat.chooseModel('claude-opus-4-6')
      await chat.ask('Good day!')
      await expectAnswer(page, 1, 'claude-opus-4-6', mockAnswer)
      await chat.chooseModel('gpt-4o')
      await chat.ask('And you?')
      await expectAnswer(page, 2, 'gpt-4o', wholeUpstreamAnswer)
    })

    await test.step('a fallback answers for a primary that fails, and the message says so', async () => {
      await chat.chooseModel('primary')
      await chat.ask('Anybody?')
      await expectAnswer(page, 3, 'gpt-4o', wholeUpstreamAnswer)
      await expect(chat.answers.last()).toContainText('asked primary, answered by gpt-4o')
      expect(upstream.calls.get('fail')).toBe(1)
    })

    const kept = await keptAnswers(page)
    await test.step('the spend logs hold each answer under the id its message kept', async () => {
      const expected = kept.facts.map(({ completionId }) => ({
        request_id: completionId,
        session_id: kept.conversationId,
        status: 'success',
        spend: expect.any(Number),
        metadata: { user_api_key_alias: 'nova-engine' },
      }))
      expect(expected).toHaveLength(3)
      await expect.poll(() => spendLogsOf(proxy, kept.facts), LOGGED_WITHIN).toEqual(expected)
    })

    await test.step('the key has spent what its calls cost', async () => {
      const spent = (await spendLogsOf(proxy, kept.facts)).reduce((sum, { spend }) => sum + spend, 0)
      expect(spent).toBeGreaterThan(0)
      await expect.poll(() => spendOf(proxy, key), LOGGED_WITHIN).toBeCloseTo(spent, 9)
    })

    await test.step('a key with a tiny budget is used up by one answer, and the chat says so before anything is refused', async () => {
      const tiny = await generateKey(proxy, { key_alias: 'tiny', max_budget: 0.000_000_01 })
      await changeKey(page, tiny)
      await page.keyboard.press('Control+N')
      await chat.chooseModel('gpt-4o')
      await chat.ask('The last cent')
      await expectAnswer(page, 1, 'gpt-4o', wholeUpstreamAnswer)
      await expect.poll(() => spendOf(proxy, tiny), LOGGED_WITHIN).toBeGreaterThan(0)
      await expect(chat.pane).toContainText('This key’s budget is used up. It does not begin anew by itself.')
      await chat.composer.fill('One more')
      await expect(chat.send).toBeDisabled()
    })
  })
})

test.describe('the real LiteLLM proxy without a database', () => {
  const serving = serveLiteLlm((upstream) => ({
    config: {
      model_list: [
        upstreamModel(upstream, 'answer', 'gpt-4o'),
        upstreamModel(upstream, 'stall'),
        upstreamModel(upstream, 'fail'),
      ],
      litellm_settings: { num_retries: 0 },
    },
  }))

  test('connects, streams, stops, and tells an error', async ({ launch }) => {
    const { upstream, proxy } = serving()
    const { page } = await launch()
    const chat = chatPage(page)
    const seenSteps = await watchSteps(page)
    const onboarding = onboardingPage(page)
    await onboarding.enter({ address: proxy.url, key: proxy.adminKey })
    await onboarding.connect.click()
    await expect(chat.composer).toBeFocused()
    expect(await seenSteps()).toEqual(
      expect.arrayContaining([
        'Kind of key: passedAdmin key',
        'Database: passed with a warningNone: chat works; virtual keys, budgets and spend logs need one',
      ]),
    )

    await chat.chooseModel('gpt-4o')
    await chat.ask('Good day!')
    await expectAnswer(page, 1, 'gpt-4o', wholeUpstreamAnswer)

    await chat.chooseModel('stall')
    const left = upstream.nextLeft()
    await chat.ask('Take your time')
    await expect(chat.answers.last()).toContainText(upstreamAnswer[0] ?? '')
    await chat.stop.click()
    await expect(chat.answers.last()).toContainText('Stopped by you')
    await left

    await chat.chooseModel('fail')
    await chat.ask('Does it work?')
    await expect(answerParts(chat.answers.last()).error).toContainText(
      'The provider failed. It said: “The upstream has failed.”',
    )
  })
})

interface Serving {
  readonly upstream: Upstream
  readonly proxy: LiteLlm
}

/**
 * Starts a proxy and its upstream before the tests of a group and stops them afterwards; gives them to the tests. Where
 * there can be no real proxy, the tests are skipped with the reason.
 */
function serveLiteLlm(optionsFor: (upstream: Upstream) => LiteLlmOptions): () => Serving {
  let upstream: Upstream | undefined
  let proxy: LiteLlm | undefined
  let unavailable: string | null = null

  test.beforeAll(async () => {
    test.setTimeout(PREPARED_WITHIN_MS)
    upstream = await startUpstream()
    const options = optionsFor(upstream)
    unavailable = await litellmUnavailableReason(options)
    if (unavailable === null) proxy = await startLiteLlm(options)
  })
  test.beforeEach(() => test.skip(unavailable !== null, unavailable ?? ''))

  test.afterAll(async () => {
    await proxy?.close()
    await upstream?.close()
  })

  return () => {
    if (upstream === undefined || proxy === undefined) throw new Error('The proxy is not running.')
    return { upstream, proxy }
  }
}

/** The config.yaml of the walk-through: the keys, and where one of the providers is, come from the environment. */
function documentedConfig(upstream: Upstream): ProxyConfig {
  return {
    model_list: [
      {
        model_name: 'claude-opus-4-6',
        litellm_params: {
          model: 'claude-opus-4-6',
          api_key: 'os.environ/ANTHROPIC_API_KEY',
          mock_response: mockAnswer,
        },
      },
      {
        model_name: 'gpt-4o',
        litellm_params: {
          model: 'gpt-4o',
          api_key: 'os.environ/OPENAI_API_KEY',
          api_base: 'os.environ/OPENAI_PROXY_URL',
        },
      },
      upstreamModel(upstream, 'fail', 'primary', { api_key: 'os.environ/OPENAI_API_KEY' }),
    ],
    litellm_settings: { num_retries: 0, fallbacks: [{ primary: ['gpt-4o'] }] },
    // Seconds, not LiteLLM's ten.
    general_settings: { proxy_batch_write_at: 1 },
  }
}

/** Gives the only gateway another key in the settings, and waits until it is connected with it. */
async function changeKey(page: Page, key: string): Promise<void> {
  await settingsPage(page).open('Gateways')
  await page.getByRole('button', { name: 'More for Work' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Work' })
  await dialog.getByRole('radio', { name: 'New key' }).check({ force: true })
  await gatewayForm(dialog).key.fill(key)
  await dialog.getByRole('button', { name: 'Check and save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('WorkConnected')
}

async function expectAnswer(page: Page, count: number, model: string, text: string): Promise<void> {
  const { answers } = chatPage(page)
  await expect(answers).toHaveCount(count)
  await expect(answers.last()).toContainText(text)
  await expect(answerParts(answers.last()).figures.getByRole('listitem')).toHaveText(figures)
  await expect(answers.last()).toHaveAttribute('aria-label', `Answer by ${model}`)
}

/** What the newest conversation keeps of its answers, oldest first. */
function keptAnswers(page: Page): Promise<{ conversationId: string; facts: AnswerFacts[] }> {
  return page.evaluate(async () => {
    const listed = await window.bridge.request('conversation:list', { search: '' })
    const conversationId = listed.ok ? listed.value[0]?.id : undefined
    if (conversationId === undefined) throw new Error('There is no conversation.')
    const opened = await window.bridge.request('conversation:open', { id: conversationId })
    if (!opened.ok) throw new Error(opened.error.message)
    return { conversationId, facts: opened.value.messages.flatMap(({ facts }) => facts ?? []) }
  })
}

/** Asks the proxy for a virtual key as its admin. */
async function generateKey(proxy: LiteLlm, fields: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await fetch(`${proxy.url}/key/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${proxy.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return GeneratedKey.parse(await answer.json()).key
}

/** What the log holds under the answers' ids, asked as the admin. */
async function spendLogsOf(
  proxy: LiteLlm,
  answers: readonly AnswerFacts[],
): Promise<z.infer<typeof SpendLogs>> {
  const address = { baseUrl: proxy.url, key: proxy.adminKey }
  const rows = await Promise.all(
    answers.map(async ({ completionId }) => {
      const { json } = await getFromGateway(address, `/spend/logs?request_id=${completionId}`)
      return SpendLogs.parse(json)
    }),
  )
  return rows.flat()
}

/** What a key has spent in USD, as it is told itself. */
async function spendOf(proxy: LiteLlm, key: string): Promise<number> {
  const { json } = await getFromGateway({ baseUrl: proxy.url, key }, '/key/info')
  return KeyInfo.parse(json).info.spend
}
