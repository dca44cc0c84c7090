import { describe, expect, it } from 'vitest'

import type { AppError } from '#shared/app-error.ts'
import type { LocalProgram } from '#shared/local-gateway.ts'
import { runnableProgram } from '#main/local-gateway/runnable-program.ts'
import { failureOf } from '../../../helpers/failure-of.ts'

function program(source: LocalProgram['source'], verdict: LocalProgram['verdict']): LocalProgram {
  return { source, verdict, path: `/${source}/litellm`, version: '1.2.3' }
}

async function refusal(...asked: Parameters<typeof runnableProgram>): Promise<AppError> {
  return failureOf((async () => runnableProgram(...asked))())
}

describe('runnableProgram', () => {
  it('is one that is fine before one that is older', () => {
    const fine = program('path', 'fine')
    expect(runnableProgram([program('own', 'older'), fine], null)).toBe(fine)
  })

  it('is the wanted one, and no other instead', async () => {
    const own = program('own', 'older')
    expect(runnableProgram([program('path', 'fine'), own], 'own')).toBe(own)
    expect(await refusal([own], 'chosen')).toMatchObject({
      kind: 'program-missing',
      message: 'LiteLLM was not found on this computer.',
    })
  })

  it('is never a malicious release, even where it is the only one', async () => {
    expect(await refusal([program('path', 'refused')], null)).toMatchObject({
      kind: 'program-missing',
      message: 'LiteLLM 1.2.3 is a malicious release and is not run.',
      details: '/path/litellm',
    })
  })

  it('is none without what a gateway needs', async () => {
    expect(await refusal([program('chosen', 'incomplete')], null)).toMatchObject({
      kind: 'program-missing',
      details: '/chosen/litellm',
    })
  })
})
