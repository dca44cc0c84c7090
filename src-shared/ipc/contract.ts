import { z } from 'zod'

import { AppState } from '../app-state.ts'
import { CompletionEvent, CompletionRequest, CompletionStarted, RunningStream } from '../completion.ts'
import { Conversation, Message, Parameters } from '../conversation.ts'
import { CheckStep, GatewayDraft } from '../gateway.ts'
import { Settings } from '../settings.ts'
import type { EventChannel, RequestChannel } from './channels.ts'

interface RequestSchema {
  readonly input: z.ZodType
  readonly output: z.ZodType
}

const Nothing = z.void()

/** What the renderer asks and main answers. Main checks every input against its schema before a handler sees it. */
export const requests = {
  'app:load': { input: Nothing, output: AppState },
  'app:dismiss-notice': { input: z.object({ id: z.string() }), output: Nothing },
  'settings:update': { input: Settings.partial(), output: Nothing },
  /** Runs the steps of *Connect* without saving; each arrives as `gateway:checked` with this `checkId`, then all at once. */
  'gateway:check': {
    input: z.object({ checkId: z.string(), draft: GatewayDraft }),
    output: z.array(CheckStep),
  },
  /** Saves, makes active and connects. Answers with the gateway's id. */
  'gateway:save': { input: GatewayDraft, output: z.object({ id: z.string() }) },
  'gateway:remove': { input: z.object({ id: z.string() }), output: Nothing },
  'gateway:activate': { input: z.object({ id: z.string() }), output: Nothing },
  'gateway:reconnect': { input: Nothing, output: Nothing },
  'gateway:use-demo': { input: Nothing, output: Nothing },
  'model:choose': { input: z.object({ id: z.string() }), output: Nothing },
  'model:favour': { input: z.object({ id: z.string(), isFavourite: z.boolean() }), output: Nothing },
  /** Pinned first, then newest first; `search` matches titles, case-insensitively. */
  'conversation:list': { input: z.object({ search: z.string().max(500) }), output: z.array(Conversation) },
  /** Takes the draft along, so that one message is enough when the window is about to go. */
  'conversation:create': { input: z.object({ draft: z.string() }), output: Conversation },
  'conversation:open': {
    input: z.object({ id: z.string() }),
    /**
     * `messages` is the tree, oldest first. Of a long conversation it is the end of the branch on show (`isWhole` false),
     * so that it is there at once; `conversation:page` gives all.
     */
    output: z.object({
      conversation: Conversation,
      messages: z.array(Message),
      isWhole: z.boolean(),
      running: z.array(RunningStream),
    }),
  },
  /** Messages oldest first from a place, 0 for the first; `next` is the place of the next page, null after the last. */
  'conversation:page': {
    input: z.object({ id: z.string(), from: z.number().int().nonnegative() }),
    output: z.object({ messages: z.array(Message), next: z.number().nullable() }),
  },
  'conversation:update': {
    input: z.object({
      id: z.string(),
      changes: z
        .object({
          title: z.string().max(500),
          isPinned: z.boolean(),
          model: z.string().nullable(),
          parameters: Parameters,
          draft: z.string(),
          leafId: z.string().nullable(),
        })
        .partial(),
    }),
    output: Conversation,
  },
  /** Hides it; `conversation:restore` brings it back until Litedesk quits. */
  'conversation:delete': { input: z.object({ id: z.string() }), output: Nothing },
  'conversation:restore': { input: z.object({ id: z.string() }), output: Conversation },
  'completion:start': { input: CompletionRequest, output: CompletionStarted },
  'completion:cancel': { input: z.object({ streamId: z.string() }), output: Nothing },
  /** Opens an http or https address in the user's browser; anything else is refused. */
  'link:open': { input: z.object({ url: z.string().max(8192) }), output: Nothing },
  /** Fetches an image the user asked to see. Answers with a `data:` URL. */
  'image:load': { input: z.object({ url: z.string().max(8192) }), output: z.object({ dataUrl: z.string() }) },
  'clipboard:write': { input: z.object({ text: z.string() }), output: Nothing },
} satisfies Record<RequestChannel, RequestSchema>

/** What main tells every window. */
export const events = {
  /** The slices of the state that changed. */
  'app:changed': AppState.partial(),
  'gateway:checked': z.object({ checkId: z.string(), step: CheckStep }),
  'conversation:changed': z.discriminatedUnion('type', [
    z.object({ type: z.literal('upserted'), conversation: Conversation }),
    z.object({ type: z.literal('removed'), id: z.string() }),
  ]),
  'completion:event': CompletionEvent,
  /** The user chose something from the tray or the application's menu. */
  'menu:command': z.object({ command: z.enum(['new-chat', 'open-settings', 'open-shortcuts']) }),
} satisfies Record<EventChannel, z.ZodType>

export type RequestInput<Channel extends RequestChannel> = z.input<(typeof requests)[Channel]['input']>
export type RequestOutput<Channel extends RequestChannel> = z.output<(typeof requests)[Channel]['output']>
export type EventPayload<Channel extends EventChannel> = z.output<(typeof events)[Channel]>
