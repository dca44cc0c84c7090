/**
 * The names of everything that crosses between renderer and main, `noun:verb`. Kept apart from the schemas so that the
 * preload, which needs only the names, stays under a kilobyte.
 */
export const requestChannels = [
  'app:load',
  'app:dismiss-notice',
  'app:close',
  'settings:update',
  'gateway:check',
  'gateway:save',
  'gateway:remove',
  'gateway:activate',
  'gateway:reconnect',
  'gateway:use-demo',
  'model:choose',
  'model:favour',
  'conversation:list',
  'conversation:create',
  'conversation:open',
  'conversation:page',
  'conversation:update',
  'conversation:delete',
  'conversation:restore',
  'completion:start',
  'completion:cancel',
  'engine:open',
  'engine:save',
  'engine:backup',
  'engine:restore',
  'engine:use-model',
  'engine:store-key',
  'engine:mend',
  'engine:choose-file',
  'engine:forget-file',
  'engine:reveal',
  'quick-chat:open',
  'quick-chat:close',
  'quick-chat:continue',
  'quick-chat:show-gateways',
  'quick-chat:hold-shortcut',
  'link:open',
  'image:load',
  'clipboard:write',
] as const

export const eventChannels = [
  'app:changed',
  'app:unsaved',
  'gateway:checked',
  'conversation:changed',
  'completion:event',
  'engine:changed',
  'engine:switched',
  'engine:show',
  'quick-chat:continued',
  'menu:command',
] as const

export type RequestChannel = (typeof requestChannels)[number]
export type EventChannel = (typeof eventChannels)[number]
