import { request } from '../../app/bridge.ts'
import { gatewayResource } from './gateway-resource.ts'

const catalogue = gatewayResource((gatewayId) => request('deployment:list', { gatewayId }))

/** All models of the active gateway. */
export const useCatalogue = catalogue.use
export const catalogueOpened = catalogue.opened
export const catalogueReread = catalogue.reread
