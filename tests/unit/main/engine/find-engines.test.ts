import { describe, expect, it } from 'vitest'

import { findEngines } from '../../../../src-main/engine/find-engines.ts'
import { fakeMachine } from '../../../helpers/fake-machine.ts'

async function list(
  files: readonly string[],
  chosen: Parameters<typeof findEngines>[1] = [],
  environment: Record<string, string> = {},
) {
  const found = await findEngines(fakeMachine({ files, environment }), chosen)
  return found.map(({ id, name, origin, profile }) => ({ id, name, origin, profile }))
}

describe('findEngines', () => {
  it('lists each engine once, even if there is none of it', async () => {
    expect(await list([])).toEqual([
      {
        id: 'nova-engine:/home/ann/.nova-engine/nova-engine.json',
        name: 'Nova Engine',
        origin: 'found',
        profile: null,
      },
      {
        id: 'idlehands:/home/ann/.idlehands/idlehands.json',
        name: 'IdleHands',
        origin: 'found',
        profile: null,
      },
    ])
  })

  it('lists profiles and chosen files after the default one, named so that they can be told apart', async () => {
    const names = await list(
      ['/home/ann/.idlehands-work/idlehands.json'],
      [
        { kind: 'nova-engine', path: '/mnt/wsl/.nova-engine/nova-engine.json' },
        { kind: 'nova-engine', path: '/srv/test.json' },
      ],
    )
    expect(names.map(({ name, origin }) => [name, origin])).toEqual([
      ['Nova Engine', 'found'],
      ['Nova Engine (.nova-engine)', 'chosen'],
      ['Nova Engine (test.json)', 'chosen'],
      ['IdleHands', 'found'],
      ['IdleHands (work)', 'found'],
    ])
  })

  it('names chosen files by their whole path where less would be the same', async () => {
    const names = await list(
      [],
      [
        { kind: 'nova-engine', path: '/a/data/nova-engine.json' },
        { kind: 'nova-engine', path: '/home/ann/data/nova-engine.json' },
      ],
    )
    expect(names.map(({ name }) => name).slice(1, 3)).toEqual([
      'Nova Engine (/a/data/nova-engine.json)',
      'Nova Engine (~/data/nova-engine.json)',
    ])
  })

  it('lists a file once that is found in two ways', async () => {
    const file = '/home/ann/.nova-engine-work/nova-engine.json'
    const names = await list([file], [{ kind: 'nova-engine', path: file }], {
      NOVA_STATE_DIR: '/home/ann/.nova-engine-work',
    })
    expect(names.map(({ name }) => name)).toEqual(['Nova Engine', 'IdleHands'])
  })
})
