/** What a page can be checked for without knowing what it shows. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** axe's violations, each as its rule and the elements that break it. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Electron cannot open the second page that axe otherwise uses.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

/** What can be scrolled sideways, code, tables and formulas aside. */
export function sidewaysScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const isPage = element === document.documentElement
        const overflow = getComputedStyle(element).overflowX
        const canScroll = isPage || overflow === 'auto' || overflow === 'scroll'
        return canScroll && element.scrollWidth > element.clientWidth + 1
      })
      .filter(
        (element) => !element.matches('section, textarea, input') && !element.closest('article section'),
      )
      .map((element) =>
        `${element.tagName} ${element.getAttribute('aria-label') ?? ''} ${element.className}`.trim(),
      ),
  )
}
