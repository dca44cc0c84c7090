import type { Page } from '@playwright/test'

/** The command palette, by keyboard. */
export function palettePage(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Command palette' })
  const options = dialog.getByRole('option')
  return {
    dialog,
    field: dialog.getByRole('combobox'),
    options,
    selected: dialog.getByRole('option', { selected: true }),
    group: (name: string) => dialog.getByRole('group', { name, exact: true }),
    open: async () => {
      await page.keyboard.press('Control+K')
      await dialog.getByRole('combobox').waitFor()
    },
    /** Opens it, types, and chooses what comes first. */
    run: async (text: string) => {
      await page.keyboard.press('Control+K')
      await dialog.getByRole('combobox').fill(text)
      await page.keyboard.press('Enter')
    },
  }
}
