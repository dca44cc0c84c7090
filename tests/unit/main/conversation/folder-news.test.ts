import { expect, test, vi } from 'vitest'

import { FolderNews } from '#main/conversation/folder-news.ts'
import type { Folder } from '#shared/folder.ts'

const folder = (id: string): Folder => ({ id, name: id, createdAt: '', cost: null })

test('asks for one bunch at a time and tells each folder', async () => {
  const asked: (readonly string[])[] = []
  const replies: ((folders: Folder[]) => void)[] = []
  const told: string[] = []
  const news = new FolderNews({
    foldersOf: (ids) => {
      asked.push(ids)
      const { promise, resolve } = Promise.withResolvers<Folder[]>()
      replies.push(resolve)
      return promise
    },
    tell: ({ id }) => told.push(id),
  })
  news.spent([])
  expect(asked).toEqual([])
  news.spent(['a'])
  news.spent(['b'])
  news.spent(['c', 'b'])
  expect(asked).toEqual([['a']])
  replies[0]?.([folder('f')])
  await vi.waitFor(() => expect(asked).toEqual([['a'], ['b', 'c']]))
  replies[1]?.([folder('f'), folder('g')])
  await vi.waitFor(() => expect(told).toEqual(['f', 'f', 'g']))
})

test('a question that failed does not hold back what gathered meanwhile', async () => {
  const told: string[] = []
  const first = Promise.withResolvers<Folder[]>()
  let isFirst = true
  const news = new FolderNews({
    foldersOf: async () => {
      if (!isFirst) return [folder('f')]
      isFirst = false
      return first.promise
    },
    tell: ({ id }) => told.push(id),
  })
  news.spent(['a'])
  news.spent(['b'])
  first.reject(new Error('No disk'))
  await vi.waitFor(() => expect(told).toEqual(['f']))
})

test('goes on after a question that failed', async () => {
  const told: string[] = []
  let isBroken = true
  const news = new FolderNews({
    foldersOf: async () => {
      if (isBroken) throw new Error('No disk')
      return [folder('f')]
    },
    tell: ({ id }) => told.push(id),
  })
  news.spent(['a'])
  await vi.waitFor(() => {
    isBroken = false
    news.spent(['a'])
    expect(told).toContain('f')
  })
})
