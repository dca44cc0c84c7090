import type { Page } from '@playwright/test'

/** The place of settings. */
export function settingsPage(page: Page) {
  const sections = page.getByRole('navigation', { name: 'Settings' })
  return {
    open: async (section: 'General' | 'Gateways' | 'About') => {
      await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click()
      await sections.getByRole('button', { name: section }).click()
      await page.getByRole('heading', { name: section, level: 2 }).waitFor()
    },
    addGateway: page.getByRole('button', { name: 'Add gateway' }),
  }
}
