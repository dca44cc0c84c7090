import { z } from 'zod'

import { AppState } from '../app-state.ts'
import { CompletionEvent, CompletionRequest, CompletionStarted, RunningStream } from '../completion.ts'
import { Conversation, Message, Parameters } from '../conversation.ts'
import {
  DeploymentChanges,
  DeploymentDraft,
  ModelCatalogue,
  ModelTrial,
  SavedDeployment,
} from '../deployment.ts'
import { DriftReport } from '../drift.ts'
import {
  EngineDocument,
  EngineFile,
  EngineKeyInput,
  EngineKeyPlace,
  EngineKind,
  EngineMend,
  EngineSaveOutcome,
} from '../engine.ts'
import { Folder, FolderName } from '../folder.ts'
import { CheckStep, GatewayDraft } from '../gateway.ts'
import { LocalGatewaySetup, LocalSecret, LogLine } from '../local-gateway.ts'
import { RoutingDocument, RoutingEntry, RoutingSaveOutcome } from '../routing.ts'
import { Settings } from '../settings.ts'
import {
  CreatedKey,
  KeyChanges,
  KeyDraft,
  KeyHandedOver,
  KeyHandOver,
  KeyPage,
  KeyQuery,
  SavedKey,
  VirtualKey,
} from '../virtual-key.ts'
import {
  AnswerBilled,
  SpendAlert,
  SpendBudget,
  SpendExportProgress,
  SpendExportRequest,
  SpendStatus,
  SpendSyncCommand,
  SpendView,
} from '../spend.ts'
import { SpendLogDetail } from '../spend-log.ts'
import {
  SpendFacets,
  SpendFacetsRequest,
  SpendFiguresAnswer,
  SpendFiguresRequest,
  SpendGroups,
  SpendGroupsRequest,
  SpendPage,
  SpendPageRequest,
  SpendSeries,
  SpendSeriesRequest,
} from '../spend-query.ts'
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
  /** Closes the main window, or goes on quitting, after `app:unsaved`. The page no longer holds it back. */
  'app:close': { input: Nothing, output: Nothing },
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
  /** Keys as the connected key may list them. Throws `forbidden` or `no-database` where it may not. */
  'virtual-key:list': { input: KeyQuery, output: KeyPage },
  /** One key, read anew. Throws `gone` when the gateway has it no more. */
  'virtual-key:open': { input: z.object({ gatewayId: z.string(), hash: z.string() }), output: VirtualKey },
  /** Throws `alias-taken`, `forbidden`, `no-database`, `enterprise-only`. */
  'virtual-key:create': { input: z.object({ gatewayId: z.string(), draft: KeyDraft }), output: CreatedKey },
  /** Sends the fields that are there and no others, then reads the key again. */
  'virtual-key:update': {
    input: z.object({ gatewayId: z.string(), hash: z.string(), changes: KeyChanges }),
    output: SavedKey,
  },
  'virtual-key:block': {
    input: z.object({ gatewayId: z.string(), hash: z.string(), isBlocked: z.boolean() }),
    output: SavedKey,
  },
  /** For good: a key with the same text cannot be made again, so there is no undo. Blocking can be taken back. */
  'virtual-key:delete': { input: z.object({ gatewayId: z.string(), hash: z.string() }), output: Nothing },
  /** Throws `gone` for a ticket that was dropped or is of an earlier run. */
  'virtual-key:hand-over': {
    input: z.object({ ticket: z.string(), handOver: KeyHandOver }),
    output: KeyHandedOver,
  },
  /** Forgets the text of a new key. An unknown ticket has been dropped already. */
  'virtual-key:drop': { input: z.object({ ticket: z.string() }), output: Nothing },
  'deployment:list': { input: z.object({ gatewayId: z.string() }), output: ModelCatalogue },
  'deployment:add': {
    input: z.object({ gatewayId: z.string(), draft: DeploymentDraft }),
    output: SavedDeployment,
  },
  /** Throws `model-in-config` for one of the gateway's config file, `gone` for one that is no more. */
  'deployment:update': {
    input: z.object({ gatewayId: z.string(), id: z.string(), changes: DeploymentChanges }),
    output: SavedDeployment,
  },
  'deployment:delete': { input: z.object({ gatewayId: z.string(), id: z.string() }), output: Nothing },
  /** Asks a model one short question, which costs what `estimateTry` says at most. With an id, that deployment. */
  'deployment:try': {
    input: z.object({ gatewayId: z.string(), model: z.string().max(500), id: z.string().nullable() }),
    output: ModelTrial,
  },
  /** Engines' files against the gateway and what a key may use: the connected one, or for admins another one's hash. */
  'drift:check': {
    input: z.object({ gatewayId: z.string(), keyHash: z.string().nullable() }),
    output: DriftReport,
  },
  /**
   * Mends differences in one engine's file, in one write. `hash` is the file they were found in. What is no longer so by then
   * is left out. Answers with what to undo by: `engine:restore` with `backupId` and `afterHash`.
   */
  'drift:mend': {
    input: z.object({
      gatewayId: z.string(),
      keyHash: z.string().nullable(),
      engineId: z.string(),
      hash: z.string().nullable(),
      differenceIds: z.array(z.string()).min(1),
    }),
    output: z.object({
      /** How many were mended. */
      mended: z.number().int(),
      /** null when nothing was written. */
      backupId: z.string().nullable(),
      afterHash: z.string().nullable(),
    }),
  },
  /** Looks for LiteLLM and for what could install it, anew. What is found is in the slice `localGateway`. */
  'local-gateway:find': { input: Nothing, output: Nothing },
  /** Installs the pinned release into Litedesk's own folder. How it goes is in `localGateway.status`; answers at its end. */
  'local-gateway:install': { input: Nothing, output: Nothing },
  'local-gateway:cancel-install': { input: Nothing, output: Nothing },
  /** Removes what was installed into Litedesk's own folder. Throws `invalid-input` while it runs. */
  'local-gateway:remove-installation': { input: Nothing, output: Nothing },
  /** Takes effect at the next start. */
  'local-gateway:set-up': { input: LocalGatewaySetup.partial(), output: Nothing },
  /** Keeps a variable of the gateway's process; `DATABASE_URL` for the database. */
  'local-gateway:set-secret': {
    input: z.object({ variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/), secret: LocalSecret }),
    output: Nothing,
  },
  /** Lets the user pick a folder with a Python environment; the path, null when the dialog was cancelled. */
  'local-gateway:choose-environment': { input: Nothing, output: z.object({ path: z.string().nullable() }) },
  /** Lets the user pick a `config.yaml`; the path, null when the dialog was cancelled. */
  'local-gateway:choose-config': { input: Nothing, output: z.object({ path: z.string().nullable() }) },
  /** Answers when it serves, or with why it does not. Starts it anew where it runs. */
  'local-gateway:start': { input: Nothing, output: Nothing },
  /** Answers when it has ended. */
  'local-gateway:stop': { input: Nothing, output: Nothing },
  /** All lines that are kept; further ones come as `local-gateway:logged`. */
  'local-gateway:log': { input: Nothing, output: z.object({ lines: z.array(LogLine) }) },
  /** Pinned first, then newest first; `search` matches titles and the names of their folders, case-insensitively. */
  'conversation:list': { input: z.object({ search: z.string().max(500) }), output: z.array(Conversation) },
  /**
   * Takes the draft along, so that one message is enough when the window is about to go. In a folder that is gone it begins
   * at the top level.
   */
  'conversation:create': {
    input: z.object({ draft: z.string(), folderId: z.string().nullable() }),
    output: Conversation,
  },
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
  /** Puts conversations into a folder, or with null back to the top level. Those that are gone are left out. */
  'conversation:move': {
    input: z.object({ ids: z.array(z.string()), folderId: z.string().nullable() }),
    output: z.array(Conversation),
  },
  /** Oldest first. */
  'folder:list': { input: Nothing, output: z.array(Folder) },
  'folder:create': { input: z.object({ name: FolderName }), output: Folder },
  'folder:rename': { input: z.object({ id: z.string(), name: FolderName }), output: Folder },
  /** Its conversations stay, at the top level; `folder:restore` takes them back until Litedesk quits. */
  'folder:delete': { input: z.object({ id: z.string() }), output: Nothing },
  'folder:restore': { input: z.object({ id: z.string() }), output: Folder },
  'completion:start': { input: CompletionRequest, output: CompletionStarted },
  'completion:cancel': { input: z.object({ streamId: z.string() }), output: Nothing },
  'engine:open': { input: z.object({ id: z.string() }), output: EngineDocument },
  /**
   * Writes a config file edited from the text with `baseHash` (null: from nothing). What changed on disk meanwhile is kept
   * where both changes fit together, else the outcome is a conflict. A text that is not JSON5 is refused; one the engine
   * would not start with only when `mayBeInvalid` is false.
   */
  'engine:save': {
    input: z.object({
      id: z.string(),
      text: z.string(),
      baseHash: z.string().nullable(),
      mayBeInvalid: z.boolean(),
      /** What the change is for, shown in the list of backups. */
      reason: z.string().max(200),
    }),
    output: EngineSaveOutcome,
  },
  /** The text of a backup, masked like an open document. */
  'engine:backup': {
    input: z.object({ id: z.string(), backupId: z.string() }),
    output: z.object({ text: z.string() }),
  },
  /**
   * Puts a backup back. `afterHash` is the file as the write that made the backup left it: changes since then are kept or
   * lead to a conflict; null puts it back whatever is there now.
   */
  'engine:restore': {
    input: z.object({ id: z.string(), backupId: z.string(), afterHash: z.string().nullable() }),
    output: EngineSaveOutcome,
  },
  /** Writes `agents.defaults.model.primary`, those bytes and no others. Throws `config-invalid` where it cannot. */
  'engine:use-model': {
    input: z.object({ id: z.string(), ref: z.string().max(500) }),
    output: z.object({ backupId: z.string().nullable() }),
  },
  /** Stores a provider's key, and with `state-env-file` makes the config file refer to it. */
  'engine:store-key': {
    input: z.object({
      id: z.string(),
      providerId: z.string(),
      place: EngineKeyPlace,
      key: EngineKeyInput,
    }),
    output: EngineDocument,
  },
  'engine:mend': { input: z.object({ id: z.string(), mend: EngineMend }), output: EngineDocument },
  /** Lets the user pick a config file; null when the dialog was cancelled. */
  'engine:choose-file': { input: z.object({ kind: EngineKind }), output: EngineFile.nullable() },
  /** Takes a chosen file off the list; the file stays as it is. */
  'engine:forget-file': { input: z.object({ id: z.string() }), output: Nothing },
  /** Shows the file in the system's file manager. */
  'engine:reveal': { input: z.object({ id: z.string() }), output: Nothing },
  /** The LiteLLM config files the user opened, in that order. */
  'routing:list': { input: Nothing, output: z.array(RoutingEntry) },
  /** Lets the user pick one; null when the dialog was cancelled. */
  'routing:choose': { input: Nothing, output: RoutingEntry.nullable() },
  /** Takes one off the list; the file stays as it is. */
  'routing:forget': { input: z.object({ id: z.string() }), output: Nothing },
  'routing:open': { input: z.object({ id: z.string() }), output: RoutingDocument },
  /**
   * Writes a file edited from the text with `baseHash` (null: from nothing). What changed on disk meanwhile is kept where
   * both changes fit together, else the outcome is a conflict. A text that is not YAML is refused; one LiteLLM would not
   * start with only when `mayBeInvalid` is false.
   */
  'routing:save': {
    input: z.object({
      id: z.string(),
      text: z.string(),
      baseHash: z.string().nullable(),
      mayBeInvalid: z.boolean(),
      /** What the change is for, shown in the list of backups. */
      reason: z.string().min(1).max(200),
    }),
    output: RoutingSaveOutcome,
  },
  /** The text of a backup, masked like an open document. */
  'routing:backup': {
    input: z.object({ id: z.string(), backupId: z.string() }),
    output: z.object({ text: z.string() }),
  },
  /** Puts a backup back; `afterHash` as in `engine:restore`. */
  'routing:restore': {
    input: z.object({ id: z.string(), backupId: z.string(), afterHash: z.string().nullable() }),
    output: RoutingSaveOutcome,
  },
  /** Shows the file in the system's file manager. */
  'routing:reveal': { input: z.object({ id: z.string() }), output: Nothing },
  'quick-chat:open': { input: Nothing, output: Nothing },
  /** Somebody comes near the view: what is copied is opened, so that it is there at once. Asks nothing of the gateway. */
  'spend:near': { input: z.object({ gatewayId: z.string() }), output: Nothing },
  /**
   * The view is on show: rights are learnt, copying begins or goes on, and new rows are looked for every few seconds until
   * `spend:close` or the window goes. Answers at once; what is learnt comes as `spend:status`.
   */
  'spend:open': { input: z.object({ gatewayId: z.string() }), output: SpendStatus },
  'spend:close': { input: z.object({ gatewayId: z.string() }), output: Nothing },
  'spend:sync': {
    input: z.object({ gatewayId: z.string(), command: SpendSyncCommand }),
    output: SpendStatus,
  },
  /** Rows by filter and order. Any offset costs the same once the first page of a filter and order is there. */
  'spend:page': { input: SpendPageRequest, output: SpendPage },
  'spend:facets': { input: SpendFacetsRequest, output: SpendFacets },
  'spend:groups': { input: SpendGroupsRequest, output: SpendGroups },
  'spend:series': { input: SpendSeriesRequest, output: SpendSeries },
  'spend:figures': { input: SpendFiguresRequest, output: SpendFiguresAnswer },
  /** Asks the gateway for one row's content; without an answer from it, what the mirror has. `gone` for an unknown id. */
  'spend:detail': {
    input: z.object({ gatewayId: z.string(), id: z.string().max(500), withTraceback: z.boolean() }),
    output: SpendLogDetail,
  },
  /** The budgets of a key; of the gateway's own key for null. Empty where it has none or may not be asked. */
  'spend:budgets': {
    input: z.object({ gatewayId: z.string(), keyHash: z.string().max(500).nullable() }),
    output: z.array(SpendBudget),
  },
  /** Asks where to, then writes in the background; `spend:exported` tells how it goes. null when no file was chosen. */
  'spend:export': { input: SpendExportRequest, output: SpendExportProgress.nullable() },
  /** Stops it and removes the unfinished file. */
  'spend:cancel-export': { input: z.object({ exportId: z.string() }), output: Nothing },
  'spend:list-views': { input: Nothing, output: z.array(SpendView) },
  /** Adds a view, or replaces the one of the same id. Answers with all, in the order they were made. */
  'spend:save-view': { input: SpendView, output: z.array(SpendView) },
  'spend:remove-view': { input: z.object({ id: z.string() }), output: z.array(SpendView) },
  'quick-chat:close': { input: Nothing, output: Nothing },
  /** Goes on with a conversation of the quick chat in the main window. */
  'quick-chat:continue': { input: z.object({ conversationId: z.string() }), output: Nothing },
  /** Shows the gateways in the main window. */
  'quick-chat:show-gateways': { input: Nothing, output: Nothing },
  /** Lets the shortcut's own keys through while the user presses another one. */
  'quick-chat:hold-shortcut': { input: z.object({ isHeld: z.boolean() }), output: Nothing },
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
  /** The window was to close, and its page held it back because of what is not saved. */
  'app:unsaved': z.object({}),
  'gateway:checked': z.object({ checkId: z.string(), step: CheckStep }),
  /** Keys of a gateway were changed from here, in whichever window. */
  'virtual-key:changed': z.object({ gatewayId: z.string() }),
  'deployment:changed': z.object({ gatewayId: z.string() }),
  /** New lines of the local gateway's log, in order, gathered for a moment. */
  'local-gateway:logged': z.object({ lines: z.array(LogLine) }),
  'conversation:changed': z.discriminatedUnion('type', [
    z.object({ type: z.literal('upserted'), conversation: Conversation }),
    z.object({ type: z.literal('removed'), id: z.string() }),
  ]),
  /** A folder appeared, has another name or another cost, or went. */
  'folder:changed': z.discriminatedUnion('type', [
    z.object({ type: z.literal('upserted'), folder: Folder }),
    z.object({ type: z.literal('removed'), id: z.string() }),
  ]),
  'completion:event': CompletionEvent,
  /** A config file is not what it was, whoever changed it. `hash` is null when it is gone. */
  'engine:changed': z.object({ id: z.string(), hash: z.string().nullable() }),
  /** An engine was switched to another model from outside the editor. */
  'engine:switched': z.object({
    id: z.string(),
    engineName: z.string(),
    ref: z.string(),
    backupId: z.string().nullable(),
    /** The file as the switch left it, for `engine:restore`. */
    afterHash: z.string(),
  }),
  /** The main window is to show this engine's config file, chosen from the tray. */
  'engine:show': z.object({ id: z.string() }),
  /** An open LiteLLM config file is not what it was, whoever changed it. `hash` is null when it is gone. */
  'routing:changed': z.object({ id: z.string(), hash: z.string().nullable() }),
  /** How Spend stands with a gateway: at most four times a second while rows come in. */
  'spend:status': SpendStatus,
  /** Rows came, changed or went: answers of an older revision may be asked anew. At most once a second. */
  'spend:changed': z.object({ gatewayId: z.string(), revision: z.number().int().nonnegative() }),
  /** An answer's message has another cost than the window knows; fold it into the message's facts. */
  'spend:billed': AnswerBilled,
  /** How an export goes: a few times a second, and once when it has ended. */
  'spend:exported': SpendExportProgress,
  'spend:alerted': SpendAlert,
  /** The main window is to show this conversation of the quick chat. */
  'quick-chat:continued': z.object({ conversationId: z.string() }),
  /** The user chose something from the tray or the application's menu. */
  'menu:command': z.object({
    command: z.enum(['new-chat', 'open-settings', 'open-shortcuts', 'open-gateways']),
  }),
} satisfies Record<EventChannel, z.ZodType>

export type RequestInput<Channel extends RequestChannel> = z.input<(typeof requests)[Channel]['input']>
export type RequestOutput<Channel extends RequestChannel> = z.output<(typeof requests)[Channel]['output']>
export type EventPayload<Channel extends EventChannel> = z.output<(typeof events)[Channel]>
