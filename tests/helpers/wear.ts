import { expect, type Page } from '@playwright/test'

/** Changes how Litedesk looks, and waits until it does. */
export async function wear(
  page: Page,
  changes: { readonly theme?: 'light' | 'dark'; readonly textScale?: number },
): Promise<void> {
  await page.evaluate((wanted) => window.bridge.request('settings:update', wanted), changes)
  const root = page.locator('html')
  if (changes.theme) await expect(root).toHaveAttribute('data-theme', changes.theme)
  if (changes.textScale)
    await expect(root).toHaveAttribute('style', new RegExp(`font-size: ${changes.textScale}%`))
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  })
}
