import { join } from 'node:path'

import { app, clipboard, Notification, safeStorage, session } from 'electron'

import type { CompletionEvent } from '#shared/completion.ts'
import { LOCAL_GATEWAY_ID } from '#shared/local-gateway.ts'

import { CompletionRunner, loadStreaming } from './completion/completion-runner.ts'
import { conversationHandlers } from './conversation/conversation-handlers.ts'
import { ConversationStore } from './conversation/conversation-store.ts'
import { folderHandlers } from './conversation/folder-handlers.ts'
import { FolderNews } from './conversation/folder-news.ts'
import { DeploymentDesk } from './deployment/deployment-desk.ts'
import { deploymentHandlers } from './deployment/deployment-handlers.ts'
import { DriftCheck } from './drift/drift-check.ts'
import { driftHandlers } from './drift/drift-handlers.ts'
import { EngineClient } from './engine/engine-client.ts'
import { engineHandlers } from './engine/engine-handlers.ts'
import { displayPath } from './engine/engine-places.ts'
import { thisMachine } from './engine/machine.ts'
import { ActiveGateway } from './gateway/active-gateway.ts'
import { DemoGatewayHost } from './gateway/demo-gateway-host.ts'
import { gatewayHandlers } from './gateway/gateway-handlers.ts'
import { environmentKey, GatewayRegistry } from './gateway/gateway-registry.ts'
import { GatewayWatcher } from './gateway-watch/gateway-watcher.ts'
import { KeyInUseKeeper } from './gateway-watch/key-in-use-keeper.ts'
import { serve } from './ipc/serve.ts'
import { tellWindows } from './ipc/tell.ts'
import { GatewayLog } from './local-gateway/gateway-log.ts'
import { guardedBy } from './local-gateway/guarded-process.ts'
import { localGatewayHandlers } from './local-gateway/local-gateway-handlers.ts'
import { LocalGatewayHost } from './local-gateway/local-gateway-host.ts'
import { OwnInstallation } from './local-gateway/own-installation.ts'
import { log, logToFile } from './log/log.ts'
import { quickChatHandlers } from './quick-chat/quick-chat-handlers.ts'
import type { QuickChatShortcut } from './quick-chat/quick-chat-shortcut.ts'
import { QuickChatWindow } from './quick-chat/quick-chat-window.ts'
import { registerShortcut } from './quick-chat/register-shortcut.ts'
import { RoutingClient } from './routing/routing-client.ts'
import { isLocalConfig, routingFacts } from './routing/routing-facts.ts'
import { routingHandlers } from './routing/routing-handlers.ts'
import { declareAppScheme, serveAppProtocol } from './security/app-protocol.ts'
import { guardNavigation } from './security/navigation.ts'
import { guardPermissions } from './security/permissions.ts'
import { KeyVault } from './settings/key-vault.ts'
import { openStore } from './settings/store.ts'
import { chooseExportFile } from './spend/export-dialog.ts'
import { followGateways, followPower, mayHaveLog } from './spend/follow-app.ts'
import { spendHandlers } from './spend/spend-handlers.ts'
import { SpendService } from './spend/spend-service.ts'
import { appHandlers } from './state/app-handlers.ts'
import { AppStateOwner } from './state/app-state-owner.ts'
import { initialState } from './state/initial-state.ts'
import { AppTray } from './tray/app-tray.ts'
import { trayActions } from './tray/tray-actions.ts'
import { ClipboardLoan } from './virtual-key/clipboard-loan.ts'
import { KeyDesk } from './virtual-key/key-desk.ts'
import { virtualKeyHandlers } from './virtual-key/virtual-key-handlers.ts'
import { setApplicationMenu } from './window/application-menu.ts'
import { MainWindow } from './window/main-window.ts'
import { pageLoaded } from './window/page-loaded.ts'
import { quitInOrder } from './window/quit-in-order.ts'
import { isAnyWindowSeen } from './window/seen-windows.ts'

const here = import.meta.dirname
/** Opens the quick chat of a running Litedesk: for desktops whose own shortcuts start programs. */
const QUICK_CHAT_SWITCH = '--quick-chat'
const developmentServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

if (app.requestSingleInstanceLock()) {
  declareAppScheme()
  guardNavigation()
  void app.whenReady().then(start)
} else {
  app.quit()
}

/** Starts everything, the window as early as can be. */
async function start(): Promise<void> {
  // Before there is a window, whose preload would get a copy of the environment.
  const key = environmentKey()
  let tray: AppTray | null = null
  let shortcut: QuickChatShortcut | null = null
  const userData = app.getPath('userData')
  logToFile(join(userData, 'logs', 'main.log'))
  guardPermissions(session.defaultSession)
  serveAppProtocol(join(here, '../renderer'), developmentServer)

  const store = openStore(userData)
  const preload = join(here, '../preload/index.cjs')
  const window = new MainWindow({
    store,
    preload,
    gone: (webContentsId) => {
      runner.cancelOwnedBy(webContentsId)
      spend.viewerGone(webContentsId)
      quickChat.leaveWithOthers()
    },
  })
  const quickChat = new QuickChatWindow({
    preload,
    textScale: () => store.file.settings.textScale,
    isAnswering: (webContentsId) => runner.isRunningFor(webContentsId),
    isNeededElsewhere: () => window.isThere || process.platform === 'darwin',
    gone: (webContentsId) => runner.cancelOwnedBy(webContentsId),
  })
  // The page's process starts while the rest is set up here; it cannot be heard before this function pauses.
  const shown = window.show()
  setApplicationMenu(developmentServer !== null)

  const vault = new KeyVault(safeStorage, join(userData, 'weak-key'), process.platform)
  const registry = new GatewayRegistry(store, vault)
  const state = new AppStateOwner(initialState(store, registry))
  state.subscribe((change) => tellWindows('app:changed', change))

  const demo = new DemoGatewayHost()
  const active = new ActiveGateway({ registry, demo, state, store })
  const conversations = ConversationStore.open({
    path: join(userData, 'conversations.db'),
    workerUrl: new URL('./conversation-worker.js', import.meta.url),
  })
  const folderNews = new FolderNews({
    foldersOf: (ids) => conversations.foldersOf(ids),
    tell: (folder) => tellWindows('folder:changed', { type: 'upserted', folder }),
  })
  conversations.onSpent((ids) => folderNews.spent(ids))
  const spend = new SpendService({
    folder: join(userData, 'spend'),
    workerUrl: new URL('./spend-worker.js', import.meta.url),
    gateway: (id) => registry.find(id),
    address: (gateway) => active.address(gateway),
    activeGatewayId: () => registry.activeId,
    mayHaveLog: (gatewayId) => mayHaveLog(state.state, gatewayId),
    conversations,
    tell: tellWindows,
    totalsChanged: (totals) => state.change({ spend: totals }),
    notify: (text) => {
      if (Notification.isSupported()) new Notification({ title: 'Litedesk', body: text }).show()
    },
  })
  const runner = new CompletionRunner({
    store: conversations,
    gateway: active,
    models: () => state.state.models,
    tell: (event) => {
      tellWindows('completion:event', event)
      if (event.type === 'ended') learnFrom(event)
    },
    conversationChanged: (conversation) =>
      tellWindows('conversation:changed', { type: 'upserted', conversation }),
    billing: spend,
  })

  const addressOf = (gatewayId: string) => active.address(registry.find(gatewayId))
  const keyInUse = new KeyInUseKeeper({ state, address: () => active.address() })
  const watcher = new GatewayWatcher({
    state,
    address: () => active.openAddress(),
    isSeen: isAnyWindowSeen,
    cameBack: () => void active.connect(),
  })
  const keyDesk = new KeyDesk({
    addressOf,
    changed: (gatewayId) => tellWindows('virtual-key:changed', { gatewayId }),
  })
  const deploymentDesk = new DeploymentDesk({
    addressOf,
    changed: (gatewayId) => {
      tellWindows('deployment:changed', { gatewayId })
      if (gatewayId === registry.activeId) void active.refreshModels()
    },
    learnHealth: (gatewayId, unhealthy) => watcher.learnHealth(gatewayId, unhealthy),
  })
  const clipboardLoan = new ClipboardLoan(clipboard)

  const engines = new EngineClient({
    workerUrl: new URL('./engine-worker.js', import.meta.url),
    start: () => ({
      userData,
      environment: { ...process.env, ...(key === null ? {} : { LITELLM_API_KEY: key }) },
      chosen: store.file.engineFiles,
    }),
    listed: (list) => state.change({ engines: list }),
    changed: (id, hash) => tellWindows('engine:changed', { id, hash }),
    trouble: (fault) => log.warn('Config files:', fault),
  })
  const machine = thisMachine(process.env)
  const routing = new RoutingClient({
    workerUrl: new URL('./routing-worker.js', import.meta.url),
    backupFolder: join(userData, 'routing-backups'),
    chosen: {
      list: () => store.file.routingFiles,
      replace: (paths) => store.update({ routingFiles: [...paths] }),
    },
    around: (path) => ({
      displayPath: displayPath(path, machine),
      isLocal: isLocalConfig(state.state.localGateway, path),
      facts: routingFacts(path, state.state.localGateway, process.env),
    }),
    changed: (id, hash) => tellWindows('routing:changed', { id, hash }),
    trouble: (fault) => log.warn('LiteLLM config files:', fault),
  })
  const localFolder = join(userData, 'litellm')
  const startGuarded = guardedBy(join(here, 'guard.js'))
  const localGateway = new LocalGatewayHost({
    store,
    vault,
    state,
    registry,
    folder: localFolder,
    installation: new OwnInstallation(localFolder, startGuarded),
    startGuarded,
    readConfig: (text, path) => routing.reading(text, path),
    users: process.env,
    log: new GatewayLog((lines) => tellWindows('local-gateway:logged', { lines })),
    reconnect: () => void active.connect(),
  })

  serve(appHandlers({ state, store, window }))
  serve(
    gatewayHandlers({
      registry,
      active,
      state,
      store,
      // Nobody could see any more that it runs.
      removed: (id) => {
        if (id === LOCAL_GATEWAY_ID) void localGateway.stop()
      },
    }),
  )
  serve(engineHandlers({ engines, registry, store }))
  serve(deploymentHandlers(deploymentDesk))
  serve(localGatewayHandlers(localGateway))
  serve(routingHandlers(routing))
  serve(driftHandlers(new DriftCheck({ addressOf, keys: keyDesk, engines })))
  serve(
    virtualKeyHandlers({
      desk: keyDesk,
      places: {
        clipboard: clipboardLoan,
        gateways: registry,
        gatewayAdded: (id, isActivated) => {
          if (isActivated) registry.activate(id)
          state.change({ gateways: registry.list() })
          if (isActivated) void active.connect()
        },
        engines: {
          storeKey: (id, providerId, place, text) =>
            engines.call('storeKey', { id, providerId, place, key: text }),
        },
      },
    }),
  )
  serve(conversationHandlers(conversations, runner))
  serve(folderHandlers(conversations))
  serve(quickChatHandlers({ quickChat, window, conversations, shortcut: () => shortcut }))
  serve(
    spendHandlers(spend, {
      titles: (ids) => conversations.titles(ids),
      chooseFile: chooseExportFile,
    }),
  )
  followGateways(state, spend)

  app.on('second-instance', (_event, argv) =>
    argv.includes(QUICK_CHAT_SWITCH) ? quickChat.open() : window.show(),
  )
  app.on('activate', () => window.show())
  app.on('browser-window-focus', () => watcher.seen())
  app.on('browser-window-focus', () => routing.look())

  quitInOrder({
    windows: [window, quickChat],
    end: () => {
      tray?.destroy()
      shortcut?.stop()
      active.stop()
      watcher.stop()
      keyInUse.stop()
      const gatewayEnded = localGateway.quit()
      return [
        // Streams are stopped and stored before the store closes.
        () => runner.stop(),
        () => spend.stop(),
        () => conversations.close(),
        () => demo.stop(),
        () => gatewayEnded,
        () => engines.close(),
        () => routing.close(),
      ]
    },
    last: () => clipboardLoan.end(),
  })
  await pageLoaded(shown.webContents)
  // What the first picture does not need.
  tray = new AppTray(state, trayActions({ state, store, active, engines, window, quickChat }))
  lookForEngines()
  // What the watch cannot see, such as a new profile, is found when somebody comes back.
  app.on('browser-window-focus', lookForEngines)
  shortcut = registerShortcut(state, quickChat)
  void active.connect()
  void loadStreaming()
  void spend.start()
  followPower(spend)
  if (store.file.localGateway.setup.startsWithLitedesk) {
    // How it went is in the state.
    void localGateway.start({ activates: false }).catch(() => undefined)
  }
  for (const text of await conversations.notices) addNotice(state, text)
  state.change({ keyStore: await vault.findKeyStore() })

  function lookForEngines(): void {
    engines.call('look', null).catch((cause: unknown) => log.warn('Looking for config files failed', cause))
  }

  /** What an answer tells of the gateway and the key, without asking anything. */
  function learnFrom({ message: { error, facts } }: Extract<CompletionEvent, { type: 'ended' }>): void {
    keyInUse.answered({ cost: facts?.cost?.usd ?? null, error })
    if (facts) watcher.answered(facts.askedModel, error)
  }
}

function addNotice(state: AppStateOwner, text: string): void {
  const { notices } = state.state
  state.change({ notices: [...notices, { id: `notice-${notices.length}`, text }] })
}
