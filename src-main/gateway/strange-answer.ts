import { AppFailure, appError } from '#shared/app-error.ts'

/** For an answer that is JSON and not what LiteLLM sends. */
export function strangeAnswer(route: string): AppFailure {
  return new AppFailure(
    appError('gateway-failed', `The gateway’s answer to ${route} is not one that LiteLLM gives.`, {
      nextStep: 'Check the address; something else may stand between Litedesk and the gateway.',
    }),
  )
}
