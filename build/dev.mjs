/** `npm run dev`: the app with live reload. */
import { forgetBuild } from './app-build.mjs'
import { asApp } from './environment.mjs'
import { hasDisplay, Stop } from './machine.mjs'
import { prepare, runScript } from './prepare.mjs'
import { runCommand, toolScript } from './run-command.mjs'
import { sandboxFlags, sandboxProblem } from './sandbox.mjs'

await runScript(async () => {
  if (!hasDisplay(process.platform, process.env)) {
    throw new Stop('No display here. Try: node build/desktop-session.mjs npm run dev')
  }
  const problem = sandboxProblem(await prepare({ needsSession: false }))
  if (problem !== null) throw new Stop(problem)
  // The development build goes to out/ as well.
  forgetBuild()
  const flags = sandboxFlags().length > 0 ? ['--noSandbox'] : []
  const args = ['dev', '--watch', ...flags, ...process.argv.slice(2)]
  return runCommand(process.execPath, [toolScript('electron-vite/bin/electron-vite.js'), ...args], {
    environment: asApp(process.env),
  })
})
