import { describe, expect, it } from 'vitest'

import { pathBeside, processEnvironment } from '#main/local-gateway/process-environment.ts'

describe('processEnvironment', () => {
  it('passes on what finds files, network and certificates, and nothing else', () => {
    const users = {
      PATH: '/bin',
      Path: 'C:\\bin',
      HOME: '/home/me',
      LC_ALL: 'de_DE.UTF-8',
      https_proxy: 'http://proxy:3128',
      PIP_INDEX_URL: 'https://mirror.example/simple',
      PRISMA_ENGINES_MIRROR: 'https://mirror.example',
      OPENAI_API_KEY: 'sk-of-the-user',
      LITELLM_MASTER_KEY: 'sk-other',
      DATABASE_URL: 'postgresql://elsewhere',
      PYTHONPATH: '/somewhere',
      NODE_OPTIONS: '--inspect',
      UNSET: undefined,
    }
    expect(processEnvironment(users, { OWN: '1' })).toEqual({
      PATH: '/bin',
      Path: 'C:\\bin',
      HOME: '/home/me',
      LC_ALL: 'de_DE.UTF-8',
      https_proxy: 'http://proxy:3128',
      PIP_INDEX_URL: 'https://mirror.example/simple',
      PRISMA_ENGINES_MIRROR: 'https://mirror.example',
      PYTHONUNBUFFERED: '1',
      PYTHONIOENCODING: 'utf-8',
      NO_COLOR: '1',
      TERM: 'dumb',
      OWN: '1',
    })
  })

  it('puts the program’s folder first on the PATH', () => {
    expect(pathBeside('/env/bin/litellm', '/usr/bin:/bin')).toBe('/env/bin:/usr/bin:/bin')
    expect(pathBeside('/env/bin/litellm', undefined)).toBe('/env/bin')
  })
})
