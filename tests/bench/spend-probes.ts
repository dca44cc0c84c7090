/** Functions that run inside the page of Spend. They may use nothing of this file: only their text gets there. */

/** Something done in Spend. */
export type SpendStep =
  /** Goes to the place, from another one. */
  | { readonly type: 'open' }
  /** Clicks the head of a column. */
  | { readonly type: 'sort'; readonly column: string }
  /** Checks or unchecks the value at a place in the list of the filter that is open. */
  | { readonly type: 'choose'; readonly place: number }
  /** Chooses from the menu of groups, by the item's text. */
  | { readonly type: 'group'; readonly item: string }

/** Does something in Spend; ms from the click to the painted frame with the rows that answer it. */
export async function timeSpendStep(step: SpendStep): Promise<number> {
  const gridOf = (): Element | null => document.querySelector('main[aria-label="Spend"] [role="grid"]')
  const found = await until(elementOf)
  const start = performance.now()
  found.click()
  await until(() => (isAnswered() ? true : null))
  await painted()
  return performance.now() - start

  function elementOf(): HTMLElement | null {
    switch (step.type) {
      case 'open':
        return document.querySelector('nav[aria-label="Places"] button[aria-label^="Spend"]')
      case 'sort':
        return gridOf()?.querySelector<HTMLElement>(`[data-column="${step.column}"] button`) ?? null
      case 'choose':
        return (
          document.querySelectorAll<HTMLElement>('dialog:popover-open label input[type="checkbox"]')[
            step.place
          ] ?? null
        )
      case 'group': {
        const items = document.querySelectorAll<HTMLElement>('[role="menuitem"]')
        return [...items].find(({ textContent }) => textContent === step.item) ?? null
      }
    }
  }

  function isAnswered(): boolean {
    const grid = gridOf()
    if (grid === null || grid.ariaBusy === 'true') return false
    const isGrouped = grid.ariaLabel?.startsWith('Spend by') === true
    if (step.type === 'group' && isGrouped !== (step.item !== 'Not grouped')) return false
    const rows = grid.querySelectorAll('[data-place]')
    return rows.length > 0 && [...rows].every(({ textContent }) => textContent !== '')
  }

  function until<Value>(look: () => Value | null): Promise<Value> {
    return new Promise((resolve, reject) => {
      const limit = performance.now() + 20_000
      requestAnimationFrame(lookOnce)
      function lookOnce() {
        const value = look()
        if (value !== null) resolve(value)
        else if (performance.now() > limit)
          reject(new Error(`Spend did not answer to ${JSON.stringify(step)}.`))
        else requestAnimationFrame(lookOnce)
      }
    })
  }

  function painted(): Promise<void> {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port2.addEventListener('message', () => {
        port2.close()
        resolve()
      })
      port2.start()
      port1.postMessage(null)
    })
  }
}

/** The pointer comes near the way into Spend, as it does before it clicks. */
export function comeNearSpend(): void {
  const entry = document.querySelector('nav[aria-label="Places"] button[aria-label^="Spend"]')
  entry?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
}

/** Waits until nothing in Spend is being asked and no frame was long for a while. */
export async function spendRests({ ms }: { readonly ms: number }): Promise<true> {
  let since = performance.now()
  let last = since
  const limit = since + 20_000
  while (last - since < ms) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const isBusy = document.querySelector('main[aria-label="Spend"] [aria-busy="true"]') !== null
    if (isBusy || now - last > 34) since = now
    last = now
    if (now > limit) throw new Error(isBusy ? 'Spend is being asked all the time.' : 'Frames stay long.')
  }
  return true
}

/** What scrolling came to, in ms between two frames. */
export interface ScrollFrames {
  readonly intervals: readonly number[]
}

/**
 * Scrolls the table of Spend, or a plain list of lines laid over the page, frame by frame. `stepPx` is a fast wheel's way in
 * one frame.
 */
export async function scrollFrames({
  ms,
  stepPx,
  isPlain,
}: {
  readonly ms: number
  readonly stepPx: number
  readonly isPlain: boolean
}): Promise<ScrollFrames> {
  const scroller = isPlain
    ? plainList()
    : document.querySelector('main[aria-label="Spend"] [role="grid"]')?.parentElement
  if (!scroller) throw new Error('There is nothing to scroll.')
  const intervals: number[] = []
  const first = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  let last = first
  while (last - first < ms) {
    scroller.scrollTop += stepPx
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    intervals.push(now - last)
    last = now
  }
  if (isPlain) scroller.remove()
  return { intervals }

  function plainList(): HTMLElement {
    const list = document.createElement('div')
    list.style.cssText = 'position:fixed;inset:0;z-index:9;overflow:auto;background:Canvas;white-space:pre'
    list.textContent = Array.from(
      { length: 20_000 },
      (_, line) => `${line} ${'0123456789 '.repeat(12)}`,
    ).join('\n')
    document.body.append(list)
    return list
  }
}

/** Makes Spend show everything there is, in the designed view. */
export function showAllOfSpend(): void {
  localStorage.setItem('litedesk.spend', JSON.stringify({ range: { type: 'all' } }))
}
