/**
 * A program that copies a gateway's log into a mirror file and prints how many rows it has after every batch, until it is
 * killed or has them all. Arguments: the file, the gateway's URL, its key.
 */
import { writeSync } from 'node:fs'

import { Mirror } from '#main/spend/mirror/mirror.ts'

import { startSync } from './spend-sync.ts'

const STDOUT = 1
const [, , path = '', baseUrl = '', key = ''] = process.argv

const mirror = await Mirror.open(path)
const { sync, until } = await startSync(
  mirror,
  { baseUrl, key },
  { written: () => void writeSync(STDOUT, `${mirror.rowCount}\n`) },
)
await sync.reach(null)
await until(({ state }) => state === 'idle')
await sync.stop()
await mirror.close()
