/** Spend on the real app: a log of thousands of rows copied from a gateway, questions asked of it, and what a message cost. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { resize, type RunningApp } from '../helpers/app.ts'
import { answerParts, chatPage } from '../helpers/chat-page.ts'
import { connectTo, type Desk, openDesk, test } from '../helpers/desk.ts'
import { axeViolations, sidewaysScrollers } from '../helpers/look-over.ts'
import { columnTexts, spendPage } from '../helpers/spend-page.ts'
import { wear } from '../helpers/wear.ts'

const ROWS = 4000
const DAYS = 20
const LARGE = { width: 1600, height: 1000 }
const SMALLEST = { width: 900, height: 600 }

/** Where pictures of every view are kept when LITEDESK_PICTURES names a folder. */
const pictures = process.env['LITEDESK_PICTURES']

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `spend-${name}.png`) })
}

const lookedAt: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'rows of the log': async () => undefined,
  'the filter': async (page) => {
    await spendPage(page).filter.click()
    await spendPage(page).filterPanel.getByRole('checkbox').first().waitFor()
  },
  'a row in full': async (page) => {
    await spendPage(page).row(1).click()
    await spendPage(page).panel.getByRole('heading', { name: 'Facts' }).waitFor()
  },
  groups: async (page) => {
    await spendPage(page).groupBy('User')
    await expect(spendPage(page).grid).toHaveAccessibleName('Spend by user')
  },
  'the chart as a table': async (page) => {
    await page.getByRole('button', { name: 'Show as table' }).click()
    await spendPage(page).chartTable.waitFor()
  },
  'about the copy': async (page) => {
    await spendPage(page).copy.click()
    await page.getByRole('dialog', { name: 'About the copy of the log' }).waitFor()
  },
}

test.describe('a log that is copied', () => {
  let desk: Desk

  test.beforeAll(async () => {
    desk = await openDesk({ size: LARGE, gateway: { pastCalls: ROWS, pastDays: DAYS, spendLogDelayMs: 0 } })
    const spend = spendPage(desk.page)
    await spend.open()
    await expect(spend.copy).toHaveAccessibleName('Copy of the log: Up to date', { timeout: 30_000 })
  })

  test.afterAll(async () => {
    await desk.close()
  })

  test.beforeEach(async () => {
    await desk.page.evaluate(() => localStorage.removeItem('litedesk.spend'))
    await desk.page.reload()
    await chatPage(desk.page).composer.waitFor()
    await spendPage(desk.page).open()
    await expect(spendPage(desk.page).totals).toContainText('4,000 calls')
  })

  test('opens at the newest rows, with figures and a chart over all of them', async () => {
    const { page } = desk
    const spend = spendPage(page)
    const times = await columnTexts(spend.grid, 'Time')
    expect(times).toEqual(times.toSorted().toReversed())
    await expect(spend.figure(/^Spend \$[\d,.]+ 4,000 calls/)).toBeChecked()
    await expect(spend.chart).toHaveAccessibleName(/^Spend from .+ Highest: \$/)
    await expect(spend.legend.getByRole('button', { name: /^Only / }).first()).toBeVisible()
    await expect(spend.note).toBeHidden()
    await picture(page, 'rows')
  })

  test('goes to any row at once, and the arrow keys go on from there', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.grid.focus()
    await page.keyboard.press('End')
    await expect(spend.row(ROWS - 1)).toHaveAttribute('aria-selected', 'true')
    await expect(spend.row(ROWS - 1)).not.toHaveText('')
    await page.keyboard.press('ArrowUp')
    await expect(spend.row(ROWS - 2)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(spend.panel).toBeVisible()
    await page.keyboard.press('Home')
    await expect(spend.row(0)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Escape')
    await expect(spend.panel).toBeHidden()
    await expect(spend.grid).toBeFocused()
  })

  test('sorts by any column, the dearest first', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.head('Cost').getByRole('button').click()
    await expect(spend.head('Cost')).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(async () => isDescending(await columnTexts(spend.grid, 'Cost'))).toBe(true)
    await spend.head('Cost').getByRole('button').click()
    await expect(spend.head('Cost')).toHaveAttribute('aria-sort', 'ascending')
    await expect.poll(async () => (await columnTexts(spend.grid, 'Cost'))[0]).toMatch(/^(\$0|–)$/)
  })

  test('filters by values with their counts, by bounds and by words', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.filter.click()
    await spend.filterPanel.getByRole('button', { name: 'Status' }).click()
    const failures = spend.filterPanel.getByRole('checkbox', { name: /^Failure/ })
    const count = Number((await failures.locator('..').textContent())?.replace(/\D/g, ''))
    expect(count).toBeGreaterThan(20)
    await failures.check()
    await picture(page, 'filter')
    await page.keyboard.press('Escape')
    await expect(spend.totals).toContainText(`${count} calls`)
    await expect(spend.chips).toContainText('Status Failure')
    expect(new Set(await columnTexts(spend.grid, 'Status'))).toEqual(
      new Set((await columnTexts(spend.grid, 'Status')).filter((text) => text.startsWith('Failed'))),
    )

    await spend.search.fill('ratelimit')
    await expect(spend.totals).not.toContainText(`${count} calls`)
    await expect(spend.row(0)).toContainText('Failed 429')
    await spend.search.fill('nothing like this')
    await expect(page.getByRole('heading', { name: 'No row passes the filter' })).toBeVisible()
    await picture(page, 'nothing')
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await expect(spend.totals).toContainText('4,000 calls')
    await expect(spend.search).toHaveValue('')

    await spend.filter.click()
    await spend.filterPanel.getByRole('button', { name: 'Cost' }).click()
    await spend.filterPanel.getByRole('textbox', { name: 'At least' }).fill('0.05')
    await page.keyboard.press('Escape')
    await expect(spend.chips).toContainText('Cost ≥ $0.050')
    await expect(spend.totals).not.toContainText('4,000 calls')
  })

  test('groups with sums, averages and percentiles; a group opens into its rows', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.groupBy('Model')
    await expect(spend.grid).toHaveAccessibleName('Spend by model')
    const calls = (await columnTexts(spend.grid, 'Calls')).map(numberIn)
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(ROWS)
    expect(isDescending(await columnTexts(spend.grid, 'Cost'))).toBe(true)
    await picture(page, 'groups')

    const first = (await spend.row(0).getByRole('gridcell').first().textContent()) ?? ''
    await spend.row(0).click()
    await expect(spend.chips).toContainText(`Model ${first}`)
    await expect(spend.totals).toContainText(`${calls[0]?.toLocaleString('en')} calls`)
    await spend.back.click()
    await expect(spend.grid).toHaveAccessibleName('Spend by model')

    await spend.groupBy('Day')
    await expect(spend.grid).toHaveAccessibleName('Spend by day')
    const days = (await columnTexts(spend.grid, 'Calls')).map(numberIn)
    expect(days.reduce((sum, count) => sum + count, 0)).toBe(ROWS)
    await spend.row(2).click()
    await expect(spend.totals).toContainText(`${days[2]?.toLocaleString('en')} calls`)
  })

  test('the chart is brushed to a range, and there is a way back and a table', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await expect(spend.chart).toBeVisible()
    const box = await spend.chart.boundingBox()
    if (box === null) throw new Error('The chart has no place')
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 })
    await page.mouse.up()
    await expect(spend.range).toHaveAccessibleName(/ – /)
    await expect(spend.totals).not.toContainText('4,000 calls')
    await spend.back.click()
    await expect(spend.range).toHaveAccessibleName('Time range: Last 30 days')

    await page.getByRole('button', { name: 'Show as table' }).click()
    const zoom = spend.chartTable.getByRole('button', { name: /^Zoom to / }).nth(1)
    const name = (await zoom.getAttribute('aria-label'))?.replace('Zoom to ', '')
    await picture(page, 'chart-table')
    await zoom.click()
    await expect(spend.range).toHaveAccessibleName(`Time range: ${name?.replace(/^\w+, /, '')}`)

    for (const chart of [/^Tokens/, /^Error rate/, /^Latency/]) {
      await page.getByRole('button', { name: 'Show as chart' }).click({ trial: true })
      await spend.figure(chart).check()
      await expect(spend.chartTable.getByRole('row').nth(1)).toContainText(/\d/)
    }
  })

  test('columns are chosen, moved and made wider, and stay so', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.columns.click()
    const list = page.getByRole('dialog', { name: 'Columns' })
    await list.getByRole('checkbox', { name: 'First token' }).uncheck()
    await list.getByRole('checkbox', { name: 'Provider' }).check()
    await list.getByRole('button', { name: 'Move Cost to the left' }).click()
    await page.keyboard.press('Escape')
    await spend.head('Model').getByRole('button').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Alt+Shift+ArrowLeft')

    const heads = () => spend.grid.getByRole('columnheader').allTextContents()
    const shown = await heads()
    expect(shown.slice(0, 5)).toEqual(['Time', 'Model', 'Status', 'Cost', 'Provider'])
    expect(shown).not.toContain('First token')
    const width = (await spend.head('Model').boundingBox())?.width
    expect(width).toBe(190 + 16)

    await page.reload()
    await chatPage(page).composer.waitFor()
    await spend.open()
    expect(await heads()).toEqual(shown)
    expect((await spend.head('Model').boundingBox())?.width).toBe(width)
  })

  test('a column is dragged to another place, and its edge makes it wider', async () => {
    const { page } = desk
    const spend = spendPage(page)
    const from = await spend.head('Cost').boundingBox()
    const to = await spend.head('Status').boundingBox()
    if (from === null || to === null) throw new Error('The heads have no place')
    await page.mouse.move(from.x + 20, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(to.x + 10, to.y + 10, { steps: 5 })
    await page.mouse.up()
    await expect(spend.grid.getByRole('columnheader').nth(1)).toHaveText('Cost')
    await expect(spend.head('Time')).toHaveAttribute('aria-sort', 'descending')

    const cost = await spend.head('Cost').boundingBox()
    if (cost === null) throw new Error('The head has no place')
    await page.mouse.move(cost.x + cost.width, cost.y + 10)
    await page.mouse.down()
    await page.mouse.move(cost.x + cost.width + 40, cost.y + 10, { steps: 4 })
    await page.mouse.up()
    expect((await spend.head('Cost').boundingBox())?.width).toBeCloseTo(cost.width + 40, 0)
  })

  test('a view is saved, opened, removed, and the removal undone', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.choose('Status', /^Failure/)
    await spend.groupBy('Error')
    await spend.views.click()
    const list = page.getByRole('dialog', { name: 'Saved views' })
    await list.getByRole('textbox', { name: 'Name of the view' }).fill('What fails')
    await list.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(spend.main.getByRole('button', { name: 'What fails' })).toBeVisible()

    await spend.groupBy('Not grouped')
    await spend.chips.getByRole('button', { name: 'Clear' }).click()
    await spend.views.click()
    await list.getByRole('button', { name: 'What fails', exact: true }).click()
    await expect(spend.grid).toHaveAccessibleName('Spend by error')
    await expect(spend.chips).toContainText('Status Failure')

    await spend.main.getByRole('button', { name: 'What fails' }).click()
    await list.getByRole('button', { name: 'Remove What fails' }).click()
    await expect(list.getByRole('button', { name: 'What fails', exact: true })).toBeHidden()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(spend.main.getByRole('button', { name: 'What fails' })).toBeVisible()
  })

  test('a row tells its price, its timing, its conversation and its JSON', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.choose('Status', /^Success/)
    await spend.choose('Call type', /^acompletion/)
    await spend.row(3).click()
    const { panel } = spend
    await expect(panel.getByRole('heading', { name: 'Cost' })).toBeVisible()
    await expect(panel.getByRole('table')).toContainText('Billed')
    await expect(panel.getByRole('heading', { name: 'Timing' })).toBeVisible()
    await expect(panel.getByText('Request id')).toBeVisible()
    await picture(page, 'detail')

    await panel.getByRole('radio', { name: 'Conversation' }).check({ force: true })
    await expect(panel.getByRole('listitem').first()).not.toHaveText('')
    await panel.getByRole('radio', { name: 'JSON' }).check({ force: true })
    await expect(panel.locator('pre')).toContainText('"messages"')

    const before = await panel.getByRole('heading', { level: 2 }).locator('..').textContent()
    await panel.getByRole('button', { name: 'Next row' }).click()
    await expect(panel.getByRole('heading', { level: 2 }).locator('..')).not.toHaveText(before ?? '')

    await panel.getByRole('button', { name: 'Try again in chat' }).click()
    await expect(chatPage(page).composer).toBeFocused()
    await expect(chatPage(page).composer).not.toHaveValue('')
    await chatPage(page).composer.fill('')
  })

  test('a failure tells why, and where in the gateway only when asked', async () => {
    const { page } = desk
    const spend = spendPage(page)
    await spend.choose('Status', /^Failure/)
    await spend.row(0).click()
    const { panel } = spend
    await expect(panel.getByText(/Error|Timeout/).first()).toBeVisible()
    await expect(panel.getByRole('region', { name: 'Traceback' })).toBeHidden()
    await panel.getByRole('button', { name: 'Show the traceback' }).click()
    await expect(panel.getByRole('region', { name: 'Traceback' })).toContainText('Traceback')
    await picture(page, 'failure')
    await expect(panel.getByRole('region', { name: 'Traceback' })).toBeFocused()
    await panel.getByRole('button', { name: 'Next row' }).click()
    await expect(panel.getByRole('region', { name: 'Traceback' })).toBeHidden()
  })

  for (const format of ['CSV', 'JSON', 'Parquet'] as const) {
    test(`what is shown is written as ${format}`, async () => {
      const { page } = desk
      const spend = spendPage(page)
      const file = join(desk.userData, `spend.${format.toLowerCase()}`)
      await answerSaveDialog(desk, file)
      await spend.choose('Status', /^Failure/)
      await expect(spend.totals).not.toContainText('4,000 calls')
      const count = numberIn((await spend.totals.getByRole('gridcell').first().textContent()) ?? '')
      await spend.exportMenu.click()
      await page.getByRole('menuitem', { name: `Export as ${format}…` }).click()
      await expect(chatPage(page).toast).toContainText(`Saved ${count} lines to spend.`)
      const written = await readFile(file)
      if (format === 'CSV') expect(written.toString().trim().split('\n')).toHaveLength(count + 1)
      if (format === 'JSON') expect(JSON.parse(written.toString())).toHaveLength(count)
      if (format === 'Parquet') expect(written.subarray(0, 4).toString()).toBe('PAR1')
    })
  }

  test('rows in sight are copied as Markdown', async () => {
    const { page, electron } = desk
    const spend = spendPage(page)
    await spend.exportMenu.click()
    await page.getByRole('menuitem', { name: 'Copy rows in sight as Markdown' }).click()
    await expect(chatPage(page).toast).toContainText(/Copied \d+ rows as Markdown/)
    const text = await electron.evaluate(({ clipboard }) => clipboard.readText())
    expect(text.split('\n')[0]).toMatch(/^\| Time \(UTC\) \| Status \| Model \| Cost \|/)
  })

  for (const [name, show] of Object.entries(lookedAt)) {
    test(`${name}: accessible in both themes, no sideways scrolling at 100 % and 150 %`, async () => {
      const { page } = desk
      await resize(desk.electron, SMALLEST)
      await show(page)
      for (const theme of ['light', 'dark'] as const) {
        await wear(page, { theme })
        expect(await axeViolations(page), theme).toEqual([])
        await picture(page, `${name.replaceAll(' ', '-')}-${theme}-small`)
      }
      expect(await sidewaysScrollers(page), 'at 100 %').toEqual([])
      await wear(page, { textScale: 150 })
      expect(await sidewaysScrollers(page), 'at 150 %').toEqual([])
      await picture(page, `${name.replaceAll(' ', '-')}-150`)
      await resize(desk.electron, LARGE)
      await wear(page, { textScale: 100 })
      await picture(page, `${name.replaceAll(' ', '-')}-dark-large`)
      await wear(page, { theme: 'light' })
    })
  }
})

test('an answer’s cost is pending, then billed, and leads to its row and back', async ({ launch, serve }) => {
  const gateway = await serve({ pastCalls: 50, spendLogDelayMs: 1500 })
  const app = await launch({ size: LARGE })
  await connectTo(app, gateway)
  const { page } = app
  const chat = chatPage(page)
  const spend = spendPage(page)
  await chat.ask('echo: what does this cost?')
  const figures = answerParts(chat.answers).figures
  await expect(figures).toContainText('≈ $')
  await expect(figures.getByRole('button')).toBeHidden()
  const cost = figures.getByRole('button', { name: /^\$/ })
  await expect(cost).toBeVisible({ timeout: 30_000 })
  await picture(page, 'billed')
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText(/\$[\d.]+ today/)

  await cost.click()
  await expect(spend.chips).toContainText('Conversation')
  await expect(spend.totals).toContainText('1 call')
  await expect(spend.panel.getByRole('heading', { name: 'Facts' })).toBeVisible()
  await picture(page, 'from-message')
  await spend.panel.getByRole('button', { name: 'Open conversation' }).click()
  await expect(chat.answers).toContainText('what does this cost?')
  await expect(page.locator('[data-sought]')).toBeVisible()
})

test('a plain key sees what Litedesk sent, what it has spent, and what an admin’s key would add', async ({
  launch,
  serve,
}) => {
  const gateway = await serve({ pastCalls: 200, spendLogDelayMs: 0 })
  const app = await launch({ size: SMALLEST })
  await connectTo(app, gateway, gateway.plainKey)
  const { page } = app
  await chatPage(page).ask('echo: as a plain user')
  await answerParts(chatPage(page).answers).figures.waitFor()
  const spend = spendPage(page)
  await spend.open()
  await expect(spend.note).toContainText('An admin’s key would show everybody’s calls')
  await expect(spend.totals).toContainText('1 call')
  await picture(page, 'plain-key')
  expect(await axeViolations(page)).toEqual([])
  await spend.note.getByRole('button', { name: 'Use another key' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})

test('a gateway without a database says so, and nothing spent yet has one thing to do', async ({
  launch,
  serve,
}) => {
  const gateway = await serve({ database: false })
  const app = await launch({ size: SMALLEST })
  await connectTo(app, gateway)
  const { page } = app
  const spend = spendPage(page)
  await spend.open()
  await expect(spend.note).toContainText('without a database')
  await spend.chooseRange('Everything')
  await expect(page.getByRole('heading', { name: 'Nothing was spent yet' })).toBeVisible()
  await picture(page, 'empty')
  await page.getByRole('button', { name: 'Ask something' }).click()
  await expect(chatPage(page).composer).toBeVisible()
})

test('a gateway that fails in the middle is told in plain words and tried again', async ({
  launch,
  serve,
}) => {
  // Pauses between tries grow, and a busy machine adds to each.
  test.setTimeout(150_000)
  const gateway = await serve({ pastCalls: 3000, pastDays: 20, spendLogDelayMs: 0 })
  gateway.faults.inject({
    match: { path: /\/spend\/logs/, nth: 4, times: 8 },
    effect: { status: 502, html: '<html><body>Bad Gateway</body></html>' },
  })
  const app = await launch({ size: LARGE })
  await connectTo(app, gateway)
  const { page } = app
  const spend = spendPage(page)
  await spend.open()
  await expect(spend.note.getByRole('button', { name: 'Try now' })).toBeVisible({ timeout: 20_000 })
  await picture(page, 'failing')
  await expect(async () => {
    const tryNow = spend.note.getByRole('button', { name: 'Try now' })
    if (await tryNow.isVisible()) await tryNow.click()
    await expect(spend.copy).toHaveAccessibleName('Copy of the log: Up to date', { timeout: 500 })
  }).toPass({ timeout: 40_000 })
  await spend.chooseRange('Everything')
  await expect(spend.totals).toContainText('3,000 calls')
})

function numberIn(text: string): number {
  return Number(text.replace(/[^\d.]/g, ''))
}

function isDescending(texts: readonly string[]): boolean {
  const amounts = texts.map((text) => (text === '–' ? 0 : numberIn(text)))
  return (
    amounts.length > 3 && amounts.every((amount, place) => place === 0 || amount <= (amounts[place - 1] ?? 0))
  )
}

/** Answers the next dialogs that ask where to save with a file. */
async function answerSaveDialog({ electron }: RunningApp, file: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}
