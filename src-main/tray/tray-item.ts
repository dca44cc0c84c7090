/** What choosing an entry of the tray's menu asks for. */
export type TrayAction =
  | { readonly type: 'choose-model'; readonly id: string }
  | { readonly type: 'reconnect' }
  /** `id` is the config file's; `ref` is `provider/model`. */
  | { readonly type: 'use-engine-model'; readonly id: string; readonly ref: string }
  | { readonly type: 'undo-engine-switch'; readonly id: string; readonly backupId: string }
  | { readonly type: 'open-engine'; readonly id: string }
  | { readonly type: 'new-chat' }
  | { readonly type: 'quick-chat' }
  | { readonly type: 'open' }
  | { readonly type: 'quit' }

/** An entry of the tray's menu. */
export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'label'; readonly label: string }
  | { readonly type: 'action'; readonly label: string; readonly action: TrayAction }
  | {
      readonly type: 'choice'
      readonly label: string
      readonly isChosen: boolean
      readonly action: TrayAction
    }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }
