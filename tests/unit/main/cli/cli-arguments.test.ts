import { describe, expect, it } from 'vitest'

import { parseCommand, UsageError } from '../../../../src-main/cli/cli-arguments.ts'

const anywhere = { engine: null, profile: null, config: null }

describe('parseCommand', () => {
  it('gives help for nothing, and about a command', () => {
    for (const args of [[], ['help'], ['--help'], ['-h']]) {
      expect(parseCommand(args)).toEqual({ name: 'help', about: null })
    }
    for (const args of [
      ['help', 'use'],
      ['use', '--help'],
      ['use', 'x/y', '-h'],
    ]) {
      expect(parseCommand(args)).toEqual({ name: 'help', about: 'use' })
    }
    expect(parseCommand(['--version'])).toEqual({ name: 'version' })
  })

  it('reads onboarding as the engines’ documentation writes it', () => {
    const args = 'onboard --engine nova-engine --auth-choice litellm-api-key --litellm-api-key sk-1 --yes'
    expect(parseCommand(args.split(' '))).toEqual({
      name: 'onboard',
      isJson: false,
      options: {
        target: { ...anywhere, engine: 'nova-engine' },
        baseUrl: null,
        key: 'sk-1',
        models: [],
        primary: null,
        gatewayMode: null,
        keyPlace: null,
        isDryRun: false,
        isConfirmed: true,
      },
    })
  })

  it('reads all of onboarding', () => {
    const args = [
      'onboard --engine idlehands --profile work --base-url http://x:1 --litellm-api-key -',
      '--model a --model b --model a --primary b --gateway-mode none --key-place auth-profile --dry-run -y --json',
    ].join(' ')
    expect(parseCommand(args.split(' '))).toEqual({
      name: 'onboard',
      isJson: true,
      options: {
        target: { engine: 'idlehands', profile: 'work', config: null },
        baseUrl: 'http://x:1',
        key: '-',
        models: ['a', 'b'],
        primary: 'b',
        gatewayMode: 'none',
        keyPlace: 'auth-profile',
        isDryRun: true,
        isConfirmed: true,
      },
    })
  })

  it('reads the other commands', () => {
    expect(parseCommand(['use', 'litellm/openai/gpt-4o', '--config', 'x.json'])).toEqual({
      name: 'use',
      isJson: false,
      target: { ...anywhere, config: 'x.json' },
      ref: 'litellm/openai/gpt-4o',
    })
    expect(parseCommand(['status', '--json'])).toEqual({ name: 'status', isJson: true, target: anywhere })
    expect(parseCommand(['undo', '--engine=idlehands'])).toEqual({
      name: 'undo',
      isJson: false,
      target: { ...anywhere, engine: 'idlehands' },
    })
    expect(parseCommand(['models', '--gateway', '--base-url', 'x'])).toEqual({
      name: 'models',
      isJson: false,
      target: anywhere,
      withGateway: true,
      baseUrl: 'x',
      key: null,
    })
  })

  it.each([
    [['fly'], 'There is no command "fly". There are onboard, models, use, status, undo.'],
    [['--engine', 'x'], 'A command comes first: onboard, models, use, status, undo.'],
    [['status', '--nope'], "Unknown option '--nope'."],
    [['status', '--engine'], "Option '--engine <value>' argument missing."],
    [['status', '--engine', 'clawd'], '--engine can be nova-engine or idlehands, not "clawd".'],
    [['status', '--profile', 'a', '--config', 'b'], 'Give --profile or --config, not both.'],
    [['onboard', '--auth-choice', 'oauth'], '--auth-choice can only be litellm-api-key.'],
    [['onboard', '--key-place', 'here'], '--key-place can be env-file or auth-profile, not "here".'],
    [['onboard', '--gateway-mode', 'remote'], '--gateway-mode can be local or none, not "remote".'],
    [['use'], 'Say which model: litedesk use <provider/model>.'],
    [['use', 'a/b', 'c/d'], 'Say which model: litedesk use <provider/model>.'],
    [['use', 'gpt-4o'], '"gpt-4o" is not a model of a provider: write it as provider/model.'],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(new UsageError(message))
  })

  it('never repeats what may be a key', () => {
    const message = (args: string[]): string => {
      try {
        parseCommand(args)
      } catch (cause) {
        return String(cause)
      }
      return ''
    }
    expect(message(['onboard', '--litellm-api-key', 'x', 'my-secret'])).not.toContain('my-secret')
    expect(message(['sk-my-secret-key'])).not.toContain('my-secret')
    expect(message(['use', 'sk-my-secret-key'])).not.toContain('my-secret')
    expect(message(['status', '--engine', 'sk-my-secret-key'])).not.toContain('my-secret')
  })
})
