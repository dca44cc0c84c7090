import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Folder } from '#shared/folder.ts'
import {
  applyFolderChange,
  folderOf,
  foldersNamed,
  inOrder,
  isFolderName,
} from '../../../../../src-renderer/features/chat/folder-list.ts'

const folder = (id: string, name = id, usd: string | null = null): Folder => ({
  id,
  name,
  createdAt: id,
  cost: usd === null ? null : { usd, source: 'gateway' },
})
const names = (folders: readonly Folder[]) => folders.map(({ name }) => name)

describe('applyFolderChange', () => {
  const folders = [folder('1', 'Home'), folder('2', 'Work')]

  it('keeps folders by name, numbers by their size', () => {
    const added = applyFolderChange(folders, { type: 'upserted', folder: folder('3', 'Work 10') })
    const more = applyFolderChange(added, { type: 'upserted', folder: folder('4', 'Work 9') })
    expect(names(more)).toEqual(['Home', 'Work', 'Work 9', 'Work 10'])
    expect(names(applyFolderChange(more, { type: 'upserted', folder: folder('1', 'Xmas') }))).toEqual([
      'Work',
      'Work 9',
      'Work 10',
      'Xmas',
    ])
  })

  it('gives the same list back when nothing changed', () => {
    expect(applyFolderChange(folders, { type: 'upserted', folder: folder('1', 'Home') })).toBe(folders)
    expect(applyFolderChange(folders, { type: 'removed', id: 'unknown' })).toBe(folders)
  })

  it('takes a new cost and lets a folder go', () => {
    const dear = applyFolderChange(folders, { type: 'upserted', folder: folder('1', 'Home', '0.5') })
    expect(dear[0]?.cost).toEqual({ usd: '0.5', source: 'gateway' })
    expect(names(applyFolderChange(dear, { type: 'removed', id: '1' }))).toEqual(['Work'])
  })

  it('comes to the same order however the folders arrive', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.uuid(), name: fc.string({ minLength: 1, maxLength: 3 }) }),
      {
        selector: ({ id }) => id,
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(some, (all) => {
        const made = all.map(({ id, name }) => folder(id, name))
        const arrived = made.reduce<readonly Folder[]>(
          (list, one) => applyFolderChange(list, { type: 'upserted', folder: one }),
          [],
        )
        expect(arrived).toEqual(inOrder(made))
      }),
    )
  })
})

describe('finding folders', () => {
  const folders = [folder('1', 'Größe'), folder('2', 'Work'), folder('3', 'Homework')]

  it('goes by any part of the name, whatever the case', () => {
    expect(names(foldersNamed(folders, ' WORK'))).toEqual(['Work', 'Homework'])
    expect(names(foldersNamed(folders, 'GRÖSSE'))).toEqual(['Größe'])
    expect(foldersNamed(folders, '')).toEqual(folders)
  })

  it('knows whether a name is taken', () => {
    expect([isFolderName(folders, 'work '), isFolderName(folders, 'wor')]).toEqual([true, false])
  })

  it('knows no folder for a conversation whose folder is gone', () => {
    expect([folderOf(folders, '2')?.name, folderOf(folders, 'gone'), folderOf(folders, null)]).toEqual([
      'Work',
      null,
      null,
    ])
  })
})
