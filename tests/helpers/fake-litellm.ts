import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a fake LiteLLM does instead of serving at once. */
export type FakeBehaviour =
  | 'serve'
  | 'crash-at-start'
  | 'crash-after-ready'
  | 'crash-once'
  | 'port-taken'
  | 'other-port'
  | 'bad-config'
  | 'slow'
  | 'stubborn'

/**
 * Makes an environment with a `litellm` in `folder` that speaks as much of LiteLLM as Litedesk asks at a start. It needs
 * nothing but the Node that runs the tests. Answers with the environment's folder. The file `behaviour` in it may be changed
 * between runs; `runs` in it gets a line for each, with the process id and the names of the variables it was given.
 */
export function makeFakeLiteLlm(folder: string, behaviour: FakeBehaviour, version = '1.106.2'): string {
  const environment = join(folder, 'fake')
  const bin = join(environment, 'bin')
  const packages = join(environment, 'lib', 'python3.12', 'site-packages')
  for (const name of [`litellm-${version}`, 'fastapi-1.0.0', 'uvicorn-1.0.0']) {
    mkdirSync(join(packages, `${name}.dist-info`), { recursive: true })
  }
  mkdirSync(bin, { recursive: true })
  setFakeBehaviour(environment, behaviour)
  const script = join(environment, 'fake-litellm.mjs')
  writeFileSync(script, program(environment))
  const litellm = join(bin, 'litellm')
  writeFileSync(litellm, `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' '${script}' "$@"\n`)
  chmodSync(litellm, 0o755)
  return environment
}

export function setFakeBehaviour(environment: string, behaviour: FakeBehaviour): void {
  writeFileSync(join(environment, 'behaviour'), behaviour)
}

function program(environment: string): string {
  return `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { spawn } from 'node:child_process'
const home = ${JSON.stringify(environment)}
const behaviour = readFileSync(home + '/behaviour', 'utf8')
const port = Number(process.argv[process.argv.indexOf('--port') + 1])
const key = process.env.LITELLM_MASTER_KEY
// A child of its own, to see whether the whole group ends.
const child = spawn('/bin/sleep', ['600'], { stdio: 'ignore' })
appendFileSync(home + '/runs', JSON.stringify({ pid: process.pid, child: child.pid, port, key, names: Object.keys(process.env).sort() }) + '\\n')
console.log('INFO:     Started server process. Key ' + key)
if (behaviour === 'crash-at-start') { console.error('RuntimeError: no good'); process.exit(1) }
if (behaviour === 'port-taken') {
  console.error("ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', " + port + '): address already in use')
  process.exit(1)
}
if (behaviour === 'bad-config') {
  console.error("KeyError: 'model_name'\\n\\nERROR:    Application startup failed. Exiting.")
  process.exit(3)
}
if (behaviour === 'other-port') { console.log('INFO:     Uvicorn running on http://127.0.0.1:' + (port + 1) + ' (Press CTRL+C to quit)'); setInterval(() => {}, 1000) }
if (behaviour === 'slow') setInterval(() => {}, 1000)
if (behaviour === 'stubborn') process.on('SIGTERM', () => console.log('not yet'))
if (['serve', 'crash-after-ready', 'crash-once', 'stubborn'].includes(behaviour)) {
  const server = createServer((request, response) => {
    const send = (status, body) => { response.writeHead(status, { 'content-type': 'application/json' }); response.end(JSON.stringify(body)) }
    const path = new URL(request.url, 'http://x').pathname
    if (path === '/health/liveliness') return send(200, "I'm alive!")
    if (path === '/health/readiness') return send(200, { status: 'healthy', db: 'Not connected', litellm_version: '1.106.2' })
    if (request.headers.authorization !== 'Bearer ' + key) return send(401, { error: { message: 'no', type: 'auth_error', code: '401' } })
    if (path === '/key/info') return send(500, { error: { message: 'Internal Server Error, Database not connected', type: 'internal_server_error', code: '500' } })
    if (path === '/v1/models') return send(200, { object: 'list', data: [] })
    send(404, { error: { message: 'not found', type: 'not_found_error', code: '404' } })
  })
  server.listen(port, '127.0.0.1', () => console.log('INFO:     Uvicorn running on http://127.0.0.1:' + port + ' (Press CTRL+C to quit)'))
  const isFirst = !existsSync(home + '/crashed')
  if (behaviour === 'crash-after-ready' || (behaviour === 'crash-once' && isFirst)) {
    writeFileSync(home + '/crashed', '')
    setTimeout(() => { console.error('Segmentation fault'); process.exit(139) }, 1500)
  }
}
`
}
