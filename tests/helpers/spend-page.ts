import type { Locator, Page } from '@playwright/test'

/** The place of spend. */
export function spendPage(page: Page) {
  const main = page.getByRole('main', { name: 'Spend' })
  const grid = main.getByRole('grid')
  const rows = grid.locator('[data-place]')
  const range = main.getByRole('button', { name: /^Time range: / })
  const filter = main.getByRole('button', { name: 'Filter', exact: true })
  const filterPanel = page.getByRole('dialog', { name: 'Filter' })
  const columns = main.getByRole('button', { name: 'Columns' })
  const views = main.getByRole('button', { name: /views/i })
  const panel = page.getByRole('complementary', { name: 'Row' })
  return {
    main,
    grid,
    rows,
    range,
    filter,
    filterPanel,
    columns,
    views,
    panel,
    rail: page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Spend' }),
    search: main.getByRole('textbox', { name: 'Search the log' }),
    chips: main.getByRole('group', { name: 'Filters' }),
    group: main.getByRole('button', { name: /^(Group|By )/ }),
    exportMenu: main.getByRole('button', { name: 'Export' }),
    back: main.getByRole('button', { name: 'Back' }),
    note: main.getByRole('complementary', { name: 'State of the log' }),
    copy: main.getByRole('button', { name: /^Copy of the log: / }),
    legend: main.getByRole('complementary', { name: 'Legend' }),
    chart: main.getByRole('figure'),
    chartTable: main.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Time' }) }),
    /** The last line of the table. */
    totals: grid.getByRole('rowgroup').last(),
    /** A figure above the table, which chooses the chart. */
    figure: (name: string | RegExp) => main.getByRole('radio', { name }),
    head: (name: string) => grid.getByRole('columnheader', { name, exact: true }),
    row: (place: number) => grid.locator(`[data-place="${String(place)}"]`),
    /** Goes to Spend and waits for rows or for the reason why there are none. */
    open: async () => {
      await page.keyboard.press('Control+4')
      await rows
        .or(main.getByRole('heading', { level: 2 }))
        .first()
        .waitFor()
    },
    chooseRange: async (name: string) => {
      await range.click()
      await page
        .getByRole('dialog', { name: 'Time range' })
        .getByRole('button', { name, exact: true })
        .click()
    },
    groupBy: async (name: string) => {
      await main.getByRole('button', { name: /^(Group|By )/ }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
    },
    /** Chooses values of a dimension and closes the filter. */
    choose: async (dimension: string, ...values: (string | RegExp)[]) => {
      await filter.click()
      await filterPanel.getByRole('button', { name: new RegExp(`^${dimension}\\b`) }).click()
      for (const value of values) await filterPanel.getByRole('checkbox', { name: value }).check()
      await page.keyboard.press('Escape')
    },
  }
}

/** The texts of a column in the rows that are drawn, from the top. */
export async function columnTexts(grid: Locator, name: string): Promise<string[]> {
  return grid.evaluate((element, wanted) => {
    const heads = [...element.querySelectorAll('[role=columnheader]')].map((head) => head.textContent)
    const place = heads.indexOf(wanted)
    const rows = [...element.querySelectorAll<HTMLElement>('[data-place]')]
    return rows
      .sort((left, right) => Number(left.dataset['place']) - Number(right.dataset['place']))
      .map((row) => row.children[place]?.textContent ?? '')
  }, name)
}
