/** A ref for what takes the focus when it appears, since the user asked for it: a field in the place of a button. */
export function focusWhenShown(element: HTMLElement | null): void {
  element?.focus()
}
