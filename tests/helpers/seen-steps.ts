import type { Page } from '@playwright/test'

/**
 * Notes every line of every list from now on, for a check that ends by leaving its page. Gives them in the order they
 * first appeared, each with what it said.
 */
export async function watchSteps(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const lines = new Set<string>()
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('ol li')) lines.add(line.textContent)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    return lines
  })
  return () => seen.evaluate((lines) => [...lines])
}
