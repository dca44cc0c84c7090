import { request } from '../../app/bridge.ts'
import { gatewayResource } from './gateway-resource.ts'

const report = gatewayResource((gatewayId) => request('drift:check', { gatewayId, keyHash: null }))

/** The engines' files against the active gateway, with the rights of the connected key. */
export const useDriftReport = report.use
export const driftOpened = report.opened
export const driftReread = report.reread
