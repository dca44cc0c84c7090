import { describe, expect, test } from 'vitest'

import { engineDefinition, engineDefinitions } from '#shared/engine-config/engine-definitions.ts'
import { EngineKind } from '#shared/engine.ts'

describe('engine definitions', () => {
  test('there is one for every kind of engine', () => {
    expect(engineDefinitions.map(({ kind }) => kind)).toEqual(EngineKind.options)
    for (const kind of EngineKind.options) expect(engineDefinition(kind).kind).toBe(kind)
  })

  test('Nova Engine is where its contract says', () => {
    expect(engineDefinition('nova-engine')).toMatchObject({
      folderName: '.nova-engine',
      fileName: 'nova-engine.json',
      legacyFolderNames: ['.clawdbot', '.moldbot', '.moltbot'],
      legacyFileNames: ['clawdbot.json', 'moldbot.json', 'moltbot.json'],
      defaultGatewayPort: 18_789,
      redactionMarker: '__NOVA_REDACTED__',
      variables: {
        home: 'NOVA_HOME',
        stateDir: ['NOVA_STATE_DIR', 'CLAWDBOT_STATE_DIR'],
        configPath: ['NOVA_CONFIG_PATH', 'CLAWDBOT_CONFIG_PATH'],
        agentDir: ['NOVA_AGENT_DIR', 'PI_CODING_AGENT_DIR'],
        oauthDir: 'NOVA_OAUTH_DIR',
        profile: 'NOVA_PROFILE',
        nixMode: 'NOVA_NIX_MODE',
        loadShellEnv: 'NOVA_LOAD_SHELL_ENV',
      },
    })
  })

  test('IdleHands is where its contract says', () => {
    expect(engineDefinition('idlehands')).toMatchObject({
      folderName: '.idlehands',
      fileName: 'idlehands.json',
      legacyFolderNames: ['.moldbot'],
      legacyFileNames: ['moldbot.json'],
      defaultGatewayPort: 1013,
      redactionMarker: '__IDLEHANDS_REDACTED__',
      variables: {
        home: 'IDLEHANDS_HOME',
        stateDir: ['IDLEHANDS_STATE_DIR', 'CLAWDBOT_STATE_DIR'],
        configPath: ['IDLEHANDS_CONFIG_PATH', 'CLAWDBOT_CONFIG_PATH'],
        agentDir: ['IDLEHANDS_AGENT_DIR', 'PI_CODING_AGENT_DIR'],
        oauthDir: 'IDLEHANDS_OAUTH_DIR',
        profile: 'IDLEHANDS_PROFILE',
        nixMode: 'IDLEHANDS_NIX_MODE',
        loadShellEnv: 'IDLEHANDS_LOAD_SHELL_ENV',
      },
    })
  })
})
