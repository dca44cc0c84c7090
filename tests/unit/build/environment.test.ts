import { expect, test } from 'vitest'

import { asApp, asNode, testEnvironment } from '../../../build/environment.mjs'

test('keeps keys and start-up settings of whoever starts the tests out of them', () => {
  const kept = {
    PATH: '/usr/bin',
    HOME: '/home/ada',
    SSL_CERT_FILE: '/etc/ssl/ca.pem',
    HTTPS_PROXY: 'http://proxy',
  }
  const dropped = {
    LITELLM_API_KEY: 'sk-1',
    LITELLM_MASTER_KEY: 'sk-2',
    OPENAI_BASE_URL: 'http://elsewhere',
    MISTRAL_API_KEY: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '--inspect',
    NOVA_CONFIG_PATH: '/home/ada/nova.json',
  }
  expect(testEnvironment({ ...kept, ...dropped })).toEqual(kept)
})

test('switches Electron between Node and app', () => {
  const environment = { PATH: '/usr/bin' }
  expect(asNode(environment)).toEqual({ PATH: '/usr/bin', ELECTRON_RUN_AS_NODE: '1' })
  expect(asApp(asNode(environment))).toEqual(environment)
})
