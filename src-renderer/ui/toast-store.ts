import { create } from 'zustand'

/** What to tell in passing. */
export interface ToastContent {
  readonly text: string
  /** One thing to do about it, such as Undo; the toast closes after it. */
  readonly action?: { readonly label: string; readonly onSelect: () => void }
  /** `neutral` unless told. */
  readonly tone?: 'neutral' | 'positive' | 'negative'
}

export interface Toast extends ToastContent {
  readonly id: number
}

/** The newest toasts, oldest first. */
export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** More than this would cover what the user works on. */
const maxToasts = 3

let lastId = 0

/** Shows a toast for six seconds (see Toasts). The same text twice replaces the first. */
export function showToast(content: ToastContent): void {
  lastId += 1
  const toast: Toast = { ...content, id: lastId }
  useToasts.setState(({ toasts }) => ({ toasts: addToast(toasts, toast) }))
}

/** Takes a toast away; unknown ids are ignored. */
export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** The list with one more: a repeated text replaces its former toast, and the oldest give way beyond three. */
export function addToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  return [...toasts.filter(({ text }) => text !== toast.text), toast].slice(-maxToasts)
}
