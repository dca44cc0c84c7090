/** A process that runs the local gateway, to be killed: `local-gateway-process.ts <storage folder> <environment>`. */
import { localGatewayBench } from './local-gateway.ts'

const [storageFolder, environmentPath] = process.argv.slice(2)
if (storageFolder === undefined || environmentPath === undefined) throw new Error('Two folders are needed')

const { host } = await localGatewayBench({ storageFolder, environmentPath })
await host.start({ activates: true })
console.log('running')
