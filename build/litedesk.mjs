#!/usr/bin/env node
/** The `litedesk` command: bundles itself when its sources are newer, then runs. Needs no display and no Electron. */
import { pathToFileURL } from 'node:url'

import { buildCli, cliBundle, isCliStale } from './cli-build.mjs'
import { Stop } from './machine.mjs'

try {
  if (isCliStale()) {
    // Standard output belongs to what was asked for.
    const { log } = console
    console.log = console.error
    await buildCli().finally(() => {
      console.log = log
    })
  }
  await import(pathToFileURL(cliBundle).href)
} catch (cause) {
  if (!(cause instanceof Stop)) throw cause
  console.error(cause.message)
  process.exitCode = 1
}
