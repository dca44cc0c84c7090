/** The `litedesk` command. Runs in any Node from 20.19 on, without Electron; build/litedesk.mjs bundles and starts it. */
import { runLitedesk } from './run-litedesk.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await runLitedesk(process.argv.slice(2), processTerminal(), process.env, LITEDESK_VERSION)
