import type { Access } from './authorize.ts'
import type { Answered, Call } from './call.ts'
import { chat } from './chat-route.ts'
import { getHealth, getReadinessDetails } from './health-routes.ts'
import {
  blockKey,
  deleteKeys,
  generateKey,
  getKeyInfo,
  getUserInfo,
  unblockKey,
  updateKey,
} from './key-routes.ts'
import { listKeys } from './key-list-route.ts'
import { addModel, deleteModel, patchModel, updateModel } from './model-changes.ts'
import { getModel, listModelGroups, listModelInfo, listModels } from './model-routes.ts'
import {
  getDailyActivity,
  getLoggedContent,
  getGlobalSpend,
  listSessionLogs,
  listSpendLogs,
  listSpendLogsUi,
  listSpendLogsV2,
} from './spend-routes.ts'
import { calculateSpend, countTokens } from './token-routes.ts'

/** One route of the gateway; a handler that answers nothing has written to the reply itself. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: RegExp
  readonly access: Access
  readonly handle: (call: Call) => Answered | Promise<void>
}

/** Everything that needs a key. */
export const routes: readonly Route[] = [
  { method: 'GET', path: /^(\/v1)?\/models$/, access: 'keys', handle: listModels },
  { method: 'GET', path: /^(\/v1)?\/models\/.+$/, access: 'keys-on-older', handle: getModel },
  { method: 'GET', path: /^(\/v1)?\/model\/info$/, access: 'keys', handle: listModelInfo },
  { method: 'GET', path: /^\/model_group\/info$/, access: 'keys', handle: listModelGroups },
  { method: 'POST', path: /^\/model\/new$/, access: 'keys', handle: addModel },
  { method: 'POST', path: /^\/model\/update$/, access: 'keys', handle: updateModel },
  { method: 'PATCH', path: /^\/model\/[^/]+\/update$/, access: 'keys', handle: patchModel },
  { method: 'POST', path: /^\/model\/delete$/, access: 'keys', handle: deleteModel },
  { method: 'GET', path: /^\/health\/readiness\/details$/, access: 'admin', handle: getReadinessDetails },
  { method: 'GET', path: /^\/health$/, access: 'keys', handle: getHealth },
  { method: 'POST', path: /^(\/v1)?\/chat\/completions$/, access: 'keys', handle: chat },
  { method: 'POST', path: /^\/utils\/token_counter$/, access: 'keys', handle: countTokens },
  { method: 'GET', path: /^\/key\/info$/, access: 'keys', handle: getKeyInfo },
  { method: 'GET', path: /^\/key\/list$/, access: 'keys', handle: listKeys },
  { method: 'POST', path: /^\/key\/generate$/, access: 'admin', handle: generateKey },
  { method: 'POST', path: /^\/key\/update$/, access: 'admin', handle: updateKey },
  { method: 'POST', path: /^\/key\/delete$/, access: 'admin', handle: deleteKeys },
  { method: 'POST', path: /^\/key\/block$/, access: 'admin', handle: blockKey },
  { method: 'POST', path: /^\/key\/unblock$/, access: 'admin', handle: unblockKey },
  { method: 'GET', path: /^\/user\/info$/, access: 'keys', handle: getUserInfo },
  { method: 'GET', path: /^\/spend\/logs$/, access: 'admin', handle: listSpendLogs },
  { method: 'GET', path: /^\/spend\/logs\/ui$/, access: 'admin', handle: listSpendLogsUi },
  { method: 'GET', path: /^\/spend\/logs\/session\/ui$/, access: 'admin', handle: listSessionLogs },
  { method: 'GET', path: /^\/spend\/logs\/ui\/[^/]+$/, access: 'admin', handle: getLoggedContent },
  { method: 'GET', path: /^\/spend\/logs\/v2$/, access: 'admin', handle: listSpendLogsV2 },
  { method: 'POST', path: /^\/spend\/calculate$/, access: 'admin', handle: calculateSpend },
  { method: 'GET', path: /^\/user\/daily\/activity$/, access: 'keys', handle: getDailyActivity },
  { method: 'GET', path: /^\/global\/spend$/, access: 'admin', handle: getGlobalSpend },
]
