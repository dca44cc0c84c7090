import type { Page } from '@playwright/test'

/** The place of the gateway. */
export function gatewayPage(page: Page) {
  const sections = page.getByRole('navigation', { name: 'Gateway', exact: true })
  const keys = page.getByRole('table', { name: 'Virtual keys' })
  const models = page.getByRole('table', { name: 'Models' })
  return {
    /** Goes to a section and waits for what it shows. */
    open: async (section: 'Overview' | 'Models' | 'Virtual keys' | 'Drift') => {
      await page.keyboard.press('ControlOrMeta+3')
      await sections.getByRole('button', { name: new RegExp(`^${section}`) }).click()
    },
    state: page.getByLabel('State', { exact: true }),
    keyInUse: page.getByRole('region', { name: 'Key in use' }),
    keys,
    /** A row of the keys, by alias. */
    keyRow: (alias: string) =>
      keys.getByRole('row').filter({ has: page.getByRole('button', { name: alias, exact: true }) }),
    /** Opens a key or a model in the pane beside the list. */
    openRow: async (name: string) => {
      await page.getByRole('row').getByRole('button', { name, exact: true }).click()
      await page.getByRole('complementary', { name }).waitFor()
    },
    pane: (name: string) => page.getByRole('complementary', { name, exact: true }),
    newKey: page.getByRole('button', { name: 'New virtual key', exact: true }),
    models,
    modelRow: (name: string) =>
      models.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) }),
    search: page.getByRole('textbox', { name: /^Search (models|by alias)/ }),
    engine: (name: string) => page.getByRole('region', { name, exact: true }),
    budgetInStatusBar: page
      .getByRole('contentinfo', { name: 'Status' })
      .getByRole('button', { name: /left$|used up/ }),
  }
}
