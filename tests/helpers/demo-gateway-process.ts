/**
 * Runs a demo gateway in a process of its own: `ELECTRON_RUN_AS_NODE=1 electron tests/helpers/demo-gateway-process.ts
 * '<options as JSON>'`. Prints one line, `{"url","adminKey","plainKey"}`, and runs until its input closes.
 */
import { once } from 'node:events'
import { z } from 'zod'

import { startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import { isJsonObject } from '#main/demo-gateway/json.ts'
import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'

const Options = z.custom<DemoGatewayOptions>(isJsonObject)

const gateway = await startDemoGateway(Options.parse(JSON.parse(process.argv[2] ?? '{}')))
const { adminKey, plainKey, url } = gateway
process.stdout.write(`${JSON.stringify({ url, adminKey, plainKey })}\n`)

process.stdin.resume()
await once(process.stdin, 'close')
await gateway.close()
