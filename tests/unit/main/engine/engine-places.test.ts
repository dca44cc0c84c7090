import { describe, expect, it } from 'vitest'

import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'

import {
  defaultPlace,
  displayPath,
  engineHome,
  findProfiles,
  profilePlace,
} from '../../../../src-main/engine/engine-places.ts'
import { fakeMachine } from '../../../helpers/fake-machine.ts'

const nova = engineDefinition('nova-engine')
const idle = engineDefinition('idlehands')

/** Both engines, with what differs by name. */
const engines = [
  {
    name: nova.name,
    definition: nova,
    prefix: 'NOVA',
    folder: '.nova-engine',
    file: 'nova-engine.json',
    legacyFolders: ['.clawdbot', '.moldbot', '.moltbot'],
    legacyFiles: ['clawdbot.json', 'moldbot.json', 'moltbot.json'],
  },
  {
    name: idle.name,
    definition: idle,
    prefix: 'IDLEHANDS',
    folder: '.idlehands',
    file: 'idlehands.json',
    legacyFolders: ['.moldbot'],
    legacyFiles: ['moldbot.json'],
  },
]

describe.each(engines)('the home folder of $name', ({ definition, prefix }) => {
  it.each([
    ['the system’s, when no variable says otherwise', {}, '/home/ann'],
    ['USERPROFILE before the system’s', { USERPROFILE: '/profile' }, '/profile'],
    ['HOME before USERPROFILE', { HOME: '/h', USERPROFILE: '/profile' }, '/h'],
    ['its own variable before HOME', { [`${prefix}_HOME`]: '/own', HOME: '/h' }, '/own'],
    ['its own variable with a tilde', { [`${prefix}_HOME`]: '~/own', HOME: '/h' }, '/h/own'],
    ['its own variable being a tilde', { [`${prefix}_HOME`]: '~', HOME: '/h' }, '/h'],
    ['no tilde inside a name', { [`${prefix}_HOME`]: '/x/~y' }, '/x/~y'],
    ['a relative one from the working folder', { [`${prefix}_HOME`]: 'own' }, '/here/own'],
    ['blank variables as unset', { [`${prefix}_HOME`]: '  ', HOME: ' ' }, '/home/ann'],
    ['values without the space around them', { HOME: ' /h ' }, '/h'],
  ])('is %s', (_what, environment, home) => {
    expect(engineHome(definition, fakeMachine({ environment }))).toBe(home)
  })

  it('is HOME before USERPROFILE on Windows, too', () => {
    const environment = { HOME: 'C:\\msys\\home', USERPROFILE: 'C:\\Users\\ann' }
    expect(engineHome(definition, fakeMachine({ environment, system: 'windows' }))).toBe('C:\\msys\\home')
  })
})

describe.each(engines)(
  'the config file of $name',
  ({ definition, prefix, folder, file, legacyFolders, legacyFiles }) => {
    const home = '/home/ann'
    const find = async (files: readonly string[], environment: Record<string, string> = {}) => {
      const { path, stateFolder, envFolder } = await defaultPlace(
        definition,
        fakeMachine({ files, environment }),
      )
      return { path, stateFolder, envFolder }
    }
    const own = `${home}/${folder}`

    it('is the one it would make, when there is none', async () => {
      expect(await find([])).toEqual({ path: `${own}/${file}`, stateFolder: own, envFolder: own })
    })

    it('is the new name in the new folder before anything older', async () => {
      const files = [
        `${own}/${file}`,
        ...legacyFiles.map((name) => `${own}/${name}`),
        ...legacyFolders.map((name) => `${home}/${name}/${file}`),
      ]
      expect((await find(files)).path).toBe(`${own}/${file}`)
    })

    it.each(legacyFiles.map((name, index) => [name, legacyFiles.slice(index)] as const))(
      'is %s in the new folder when nothing before it is there',
      async (name, there) => {
        const files = [...there.map((other) => `${own}/${other}`), `${home}/${legacyFolders[0]}/${file}`]
        expect((await find(files)).path).toBe(`${own}/${name}`)
      },
    )

    it.each(legacyFolders.map((name, index) => [name, legacyFolders.slice(index)] as const))(
      'is in %s when no folder before it has one',
      async (name, there) => {
        const found = await find(there.map((other) => `${home}/${other}/${file}`))
        expect(found).toEqual({
          path: `${home}/${name}/${file}`,
          stateFolder: `${home}/${name}`,
          envFolder: own,
        })
      },
    )

    it('has its state beside the new folder once that is there, though the file is in an old one', async () => {
      const old = `${home}/${legacyFolders[0]}/${file}`
      expect(await find([`${own}/.env`, old])).toEqual({ path: old, stateFolder: own, envFolder: own })
    })

    it('is made in the folder that is there, even one with an older name', async () => {
      const old = `${home}/${legacyFolders[0]}`
      expect((await find([`${old}/.env`])).path).toBe(`${old}/${file}`)
    })

    it('is what the variable names, whether it is there or not, whatever else is', async () => {
      const found = await find([`${own}/${file}`], { [`${prefix}_CONFIG_PATH`]: '~/elsewhere.json' })
      expect(found).toEqual({ path: `${home}/elsewhere.json`, stateFolder: own, envFolder: own })
    })

    it('reads the variable’s old name after the new one', async () => {
      expect((await find([], { CLAWDBOT_CONFIG_PATH: '/old.json' })).path).toBe('/old.json')
      const both = { CLAWDBOT_CONFIG_PATH: '/old.json', [`${prefix}_CONFIG_PATH`]: '/new.json' }
      expect((await find([], both)).path).toBe('/new.json')
    })

    it('is in the state folder a variable names, by the new name or an older one', async () => {
      const environment = { [`${prefix}_STATE_DIR`]: '/state' }
      expect(await find([`/state/${file}`, `${own}/${file}`], environment)).toEqual({
        path: `/state/${file}`,
        stateFolder: '/state',
        envFolder: '/state',
      })
      expect((await find([`/state/${legacyFiles[0]}`], environment)).path).toBe(`/state/${legacyFiles[0]}`)
      expect((await find([`/old/${file}`], { CLAWDBOT_STATE_DIR: '/old' })).path).toBe(`/old/${file}`)
    })

    it('is the usual one when the named state folder has none', async () => {
      const environment = { [`${prefix}_STATE_DIR`]: '/state' }
      expect((await find([`${own}/${file}`], environment)).path).toBe(`${own}/${file}`)
      expect((await find([], environment)).path).toBe(`/state/${file}`)
    })

    it('follows the engine’s own home', async () => {
      const found = await find([], { [`${prefix}_HOME`]: '/other' })
      expect(found.path).toBe(`/other/${folder}/${file}`)
    })

    it('does not follow another engine’s variables', async () => {
      const other = prefix === 'NOVA' ? 'IDLEHANDS' : 'NOVA'
      const environment = { [`${other}_HOME`]: '/other', [`${other}_CONFIG_PATH`]: '/other.json' }
      expect((await find([], environment)).path).toBe(`${own}/${file}`)
    })

    it('is made elsewhere only when Nix says 1', async () => {
      const managed = async (value: string) =>
        (await defaultPlace(definition, fakeMachine({ environment: { [`${prefix}_NIX_MODE`]: value } })))
          .isManaged
      expect(await managed('1')).toBe(true)
      expect(await managed('0')).toBe(false)
    })

    it('has its agent where the variable says', async () => {
      const environment = { [`${prefix}_AGENT_DIR`]: '~/agent' }
      const place = await defaultPlace(definition, fakeMachine({ environment }))
      expect(place.mainAgentFolder).toBe('/home/ann/agent')
    })
  },
)

describe.each(engines)('profiles of $name', ({ definition, folder, file }) => {
  it('are the folders beside with a config file and a name the engine takes', async () => {
    const files = [
      `/home/ann/${folder}/${file}`,
      `/home/ann/${folder}-work/${file}`,
      `/home/ann/${folder}-Dev_2/${file}`,
      `/home/ann/${folder}-default/${file}`,
      `/home/ann/${folder}-_no/${file}`,
      `/home/ann/${folder}-a b/${file}`,
      `/home/ann/${folder}-empty/notes.txt`,
      `/home/ann/${folder}work/${file}`,
    ]
    const found = await findProfiles(definition, fakeMachine({ files }))
    expect(found.map(({ profile, path }) => [profile, path])).toEqual([
      ['Dev_2', `/home/ann/${folder}-Dev_2/${file}`],
      ['work', `/home/ann/${folder}-work/${file}`],
    ])
  })

  it('have their state in their own folder', () => {
    expect(profilePlace(definition, fakeMachine(), 'work')).toMatchObject({
      path: `/home/ann/${folder}-work/${file}`,
      stateFolder: `/home/ann/${folder}-work`,
      envFolder: `/home/ann/${folder}-work`,
    })
  })

  it('cannot be called what the engine refuses', () => {
    for (const name of ['', '-x', '../up', 'a'.repeat(65)]) {
      expect(() => profilePlace(definition, fakeMachine(), name)).toThrow(RangeError)
    }
  })
})

describe('a path for reading', () => {
  it.each([
    ['/home/ann/.nova-engine/nova-engine.json', '~/.nova-engine/nova-engine.json'],
    ['/home/ann', '~'],
    ['/home/anna/x', '/home/anna/x'],
    ['/etc/x', '/etc/x'],
  ])('%s is %s', (path, shown) => {
    expect(displayPath(path, fakeMachine())).toBe(shown)
  })

  it('has backslashes on Windows, and other drives as they are', () => {
    const machine = fakeMachine({ system: 'windows' })
    expect(displayPath('C:\\Users\\ann\\.idlehands\\x', machine)).toBe('~\\.idlehands\\x')
    expect(displayPath('D:\\x', machine)).toBe('D:\\x')
  })
})
