import { describe, expect, it } from 'vitest'

import { emptyStoreFile, readStoreText } from '../../../../src-main/settings/store-schema.ts'

describe('readStoreText', () => {
  it('reads back what is written', () => {
    expect(readStoreText(JSON.stringify(emptyStoreFile()))).toEqual({
      state: 'read',
      file: emptyStoreFile(),
      wasMigrated: false,
    })
  })

  it('migrates an older version step by step', () => {
    const steps = {
      1: (old: unknown) => ({ ...Object(old), version: 2, name: 'one' }),
      2: (old: unknown) => ({ ...emptyStoreFile(), chosenModel: `${String(Object(old).name)}-two` }),
    }
    const reading = readStoreText('{"version":1}', steps, 3)
    expect(reading).toMatchObject({ state: 'read', wasMigrated: true, file: { chosenModel: 'one-two' } })
  })

  it('gives a version 1 file the settings that came with version 2', () => {
    const { engineFiles: _files, localGateway: _local, settings, ...rest } = emptyStoreFile()
    const { quickChatShortcut: _shortcut, ...oldSettings } = settings
    const old = { ...rest, version: 1, chosenModel: 'gpt-4o', settings: { ...oldSettings, theme: 'dark' } }
    expect(readStoreText(JSON.stringify(old))).toEqual({
      state: 'read',
      file: { ...emptyStoreFile(), chosenModel: 'gpt-4o', settings: { ...settings, theme: 'dark' } },
      wasMigrated: true,
    })
  })

  it('gives a version 2 file a local gateway that is not set up', () => {
    const { localGateway: _local, ...rest } = emptyStoreFile()
    const old = { ...rest, version: 2, favouriteModels: ['gpt-4o'] }
    expect(readStoreText(JSON.stringify(old))).toEqual({
      state: 'read',
      file: { ...emptyStoreFile(), favouriteModels: ['gpt-4o'] },
      wasMigrated: true,
    })
  })

  it.each([
    ['half a file', '{"version": 1, "sett', 'broken'],
    ['no version', '{}', 'broken'],
    ['a wrong field', JSON.stringify({ ...emptyStoreFile(), settings: { theme: 'pink' } }), 'broken'],
    ['a newer version', JSON.stringify({ version: 99 }), 'newer'],
  ])('does not take %s', (_name, text, state) => {
    expect(readStoreText(text).state).toBe(state)
  })
})
