/** `npm run litellm`: a real LiteLLM proxy with PostgreSQL for development and tests; prints its URL and its admin key. */
import { join } from 'node:path'

import { asNode } from './environment.mjs'
import { projectFolder } from './machine.mjs'
import { prepare, runScript } from './prepare.mjs'
import { runCommand } from './run-command.mjs'

await runScript(async () => {
  // Electron's Node, which runs TypeScript as it stands.
  const electron = await prepare({ needsSession: false })
  return runCommand(electron, [join(projectFolder, 'tests', 'litellm', 'run.ts'), ...process.argv.slice(2)], {
    environment: asNode(process.env),
  })
})
