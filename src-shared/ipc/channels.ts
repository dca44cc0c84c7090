/**
 * The names of everything that crosses between renderer and main, `noun:verb`. Kept apart from the schemas so that the
 * preload, which needs only the names, stays under a kilobyte.
 */
export const requestChannels = [
  'app:load',
  'app:dismiss-notice',
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
  'link:open',
  'image:load',
  'clipboard:write',
] as const

export const eventChannels = [
  'app:changed',
  'gateway:checked',
  'conversation:changed',
  'completion:event',
  'menu:command',
] as const

export type RequestChannel = (typeof requestChannels)[number]
export type EventChannel = (typeof eventChannels)[number]
