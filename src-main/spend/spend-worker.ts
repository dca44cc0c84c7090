/**
 * The thread spend logs are copied, kept and asked on, so that neither a page of rows nor a question holds main up. Knows the
 * gateways main tells it of, each with a desk of its own.
 */
import { parentPort } from 'node:worker_threads'

import { AppFailure, appError, type AppError } from '#shared/app-error.ts'

import { log } from '../log/log.ts'
import { redact } from '../log/redact.ts'
import { answerCalls, teller } from '../worker/answer-calls.ts'
import type { Operations } from '../worker/worker-calls.ts'
import { GatewayDesk, unknownGateway } from './gateway-desk.ts'
import { removeMirrorFile } from './mirror/mirror-path.ts'
import type { DeskGateway, SpendCalls, SpendWorkerEvent } from './worker-calls.ts'

const port = parentPort
if (!port) throw new Error('This file is started as a worker')

const tell = teller<SpendWorkerEvent>(port)
const desks = new Map<string, Promise<GatewayDesk>>()
let isOnBattery = false

const operations: Operations<SpendCalls> = {
  gateway: async ({ gateway }) => {
    const open = desks.get(gateway.gatewayId)
    if (open === undefined) return openDesk(gateway)
    ;(await open).setGateway(gateway)
  },
  close: async () => {
    const all = [...desks.values()]
    desks.clear()
    for (const desk of all) await desk.then((open) => open.close()).catch(() => null)
  },
  forget: async ({ gatewayId, path }) => {
    const desk = desks.get(gatewayId)
    desks.delete(gatewayId)
    if (desk !== undefined) await desk.then((open) => open.close())
    removeMirrorFile(path)
  },
  battery: async ({ isOnBattery: isNow }) => {
    isOnBattery = isNow
    for (const desk of desks.values()) (await desk).setBattery(isNow)
  },
  status: async ({ gatewayId }) => (await deskOf(gatewayId)).status(),
  show: async ({ gatewayId, isShown }) => (await deskOf(gatewayId)).show(isShown),
  sync: async ({ gatewayId, command }) => (await deskOf(gatewayId)).command(command),
  page: async (request) => (await deskOf(request.gatewayId)).answers.page(request),
  facets: async (request) => (await deskOf(request.gatewayId)).answers.facets(request),
  groups: async (request) => (await deskOf(request.gatewayId)).answers.groups(request),
  series: async (request) => (await deskOf(request.gatewayId)).answers.series(request),
  figures: async (request) => (await deskOf(request.gatewayId)).answers.figures(request),
  detail: async ({ gatewayId, id, withTraceback }) => (await deskOf(gatewayId)).detail(id, withTraceback),
  budgets: async ({ gatewayId, keyHash }) => (await deskOf(gatewayId)).budgets(keyHash),
  export: async ({ request, path }) => (await deskOf(request.gatewayId)).export(request, path),
  cancelExport: async ({ exportId }) => {
    for (const desk of desks.values()) (await desk).cancelExport(exportId)
  },
  own: async ({ gatewayId, calls }) => (await deskOf(gatewayId)).setOwn(calls),
  totals: async ({ gatewayId, midnights }) => (await deskOf(gatewayId)).totals(midnights),
}

answerCalls(port, operations, { errorOf })

async function openDesk(gateway: DeskGateway): Promise<void> {
  const { gatewayId } = gateway
  const opening = GatewayDesk.open(gateway, {
    status: (status) => tell({ type: 'status', status }),
    changed: (revision) => tell({ type: 'changed', gatewayId, revision }),
    billed: (bills) => tell({ type: 'billed', bills }),
    exported: (progress) => tell({ type: 'exported', progress }),
  })
  desks.set(gatewayId, opening)
  try {
    const desk = await opening
    desk.setBattery(isOnBattery)
  } catch (cause) {
    // It is tried anew when main tells of the gateway the next time.
    desks.delete(gatewayId)
    throw cause
  }
}

function deskOf(gatewayId: string): Promise<GatewayDesk> {
  return desks.get(gatewayId) ?? Promise.reject(unknownGateway())
}

function errorOf(cause: unknown, name: string): AppError {
  if (cause instanceof AppFailure) return cause.error
  log.error(`Spend could not answer ${name}`, cause)
  const details = redact(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)).slice(
    0,
    4000,
  )
  return appError('storage-failed', 'The copy of the spend logs could not be read or written.', {
    nextStep: 'Try again; if it happens again, restart Litedesk.',
    details,
  })
}
