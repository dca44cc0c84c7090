/** `npm run litellm`: a real LiteLLM proxy with a real PostgreSQL on this machine, until Ctrl+C. */
import { mockedModels } from './proxy-config.ts'
import { Unavailable } from './python-environment.ts'
import { startLiteLlm, type LiteLlm } from './start-litellm.ts'
import { behaviours, startUpstream, upstreamModel } from './upstream.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

const begin = performance.now()
const upstream = await startUpstream()
try {
  console.log('Starting LiteLLM and PostgreSQL (the first time fetches them, which takes a minute or two).')
  const proxy = await startLiteLlm({
    database: true,
    config: {
      model_list: [
        ...mockedModels,
        ...behaviours.map((behaviour) => upstreamModel(upstream, behaviour)),
        upstreamModel(upstream, 'fail', 'falls-back'),
      ],
      litellm_settings: { num_retries: 0, fallbacks: [{ 'falls-back': ['gpt-4o'] }] },
      general_settings: { store_prompts_in_spend_logs: true },
    },
    signal: stop.signal,
  })
  console.log(`Ready in ${((performance.now() - begin) / 1000).toFixed(1)} s.\n\n${description(proxy)}\n`)
  await Promise.race([proxy.ended, stopped(stop.signal)])
  if (!stop.signal.aborted) {
    console.error(`LiteLLM ended by itself; see ${proxy.logFile}`)
    process.exitCode = 1
  }
  console.log('Stopping.')
  await proxy.close()
} catch (cause) {
  if (!stop.signal.aborted) {
    console.error(cause instanceof Unavailable ? cause.message : cause)
    process.exitCode = 1
  }
} finally {
  await upstream.close()
}

function description(proxy: LiteLlm): string {
  return [
    `  URL        ${proxy.url}`,
    `  Admin key  ${proxy.adminKey}`,
    `  Version    ${proxy.version}`,
    `  Log        ${proxy.logFile}`,
    `  Models     ${mockedModels.map(({ model_name: name }) => name).join(', ')} (answered by the gateway itself)`,
    `             ${behaviours.join(', ')}, falls-back (our own upstream)`,
    '',
    '  Ctrl+C stops it and removes its database.',
  ].join('\n')
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
}
