/** Functions that run inside a page. They may use nothing of this file: only their text gets there. */

declare global {
  interface Window {
    /** Sends a text to the bench. */
    benchReport?: (text: string) => void
    benchIsWatching?: boolean
    /** Lets typed keys through again. */
    benchReleaseKeys?: () => void
  }
}

/** A step of a window coming up; `at` in ms since 1970. */
export interface ReadyReport {
  readonly type: 'focused' | 'accepted'
  readonly at: number
}

/**
 * Reports when a text field has the focus, and when it has taken a key and the frame after that was painted. Keys are
 * swallowed until `releaseKeys`.
 */
export function reportReady(): void {
  if (window.benchIsWatching === true) return
  window.benchIsWatching = true
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
  document.addEventListener('focusin', look)
  look()
  function look() {
    const field = document.activeElement
    if (!(field instanceof HTMLTextAreaElement) || field.disabled || field.readOnly) return
    observer.disconnect()
    document.removeEventListener('focusin', look)
    field.addEventListener('beforeinput', take)
    window.benchReleaseKeys = () => field.removeEventListener('beforeinput', take)
    window.benchReport?.(JSON.stringify({ type: 'focused', at: Date.now() }))
    function take(event: Event) {
      event.preventDefault()
      requestAnimationFrame(() => {
        // A task posted from a frame's callback runs after its painting.
        const { port1, port2 } = new MessageChannel()
        port2.addEventListener('message', () =>
          window.benchReport?.(JSON.stringify({ type: 'accepted', at: Date.now() })),
        )
        port2.start()
        port1.postMessage(null)
      })
    }
  }
}

/** Ends the swallowing of keys that `reportReady` began. */
export function releaseKeys(): void {
  window.benchReleaseKeys?.()
}

/** Frames of a page over `ms` milliseconds. */
export function countFrames({
  ms,
}: {
  readonly ms: number
}): Promise<{ frames: number; spanMs: number; longestMs: number }> {
  return new Promise((resolve) => {
    requestAnimationFrame((start) => {
      let frames = 0
      let last = start
      let longestMs = 0
      requestAnimationFrame(count)
      function count(now: number) {
        frames += 1
        longestMs = Math.max(longestMs, now - last)
        last = now
        if (now - start < ms) requestAnimationFrame(count)
        else resolve({ frames, spanMs: now - start, longestMs })
      }
    })
  })
}

/** What the page went through while an answer streamed. Times are ms since 1970. */
export interface WatchedAnswer {
  readonly firstTextAt: number
  /** When the frame with the text's end in the visible part was painted. */
  readonly lastTextAt: number
  readonly frames: number
  /** The longest time between two frames, in ms, from the first text to the last. */
  readonly longestMs: number
  readonly mostNodes: number
  /** Tasks over 50 ms on the main thread: how many, and how long in all, in ms. */
  readonly longTasks: number
  readonly longTaskMs: number
}

/** Watches the next answer until `tail`, the end of its text, can be seen. */
export function watchAnswer({
  tail,
  limitMs,
}: {
  readonly tail: string
  readonly limitMs: number
}): Promise<WatchedAnswer> {
  const nodesEveryFrames = 10
  const everything = document.getElementsByTagName('*')
  const articles = document.getElementsByTagName('article')
  const before = articles.length
  let longTasks = 0
  let longTaskMs = 0
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      longTasks += 1
      longTaskMs += duration
    }
  })
  tasks.observe({ type: 'longtask' })
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The end of the answer did not come into view.')), limitMs)
    let firstTextAt = 0
    let frames = 0
    let last = 0
    let longestMs = 0
    let mostNodes = 0
    requestAnimationFrame(look)

    function look(now: number) {
      const answer = articles[articles.length - 1]
      const isStreaming = articles.length > before && answer?.ariaBusy === 'true'
      if (firstTextAt === 0) {
        if (isStreaming && answer.querySelector(':scope > div[class*="answer"]')?.textContent) {
          firstTextAt = Date.now()
          last = now
        }
        requestAnimationFrame(look)
        return
      }
      frames += 1
      longestMs = Math.max(longestMs, now - last)
      last = now
      if (frames % nodesEveryFrames === 0) mostNodes = Math.max(mostNodes, everything.length)
      if (!answer || !isTailVisible(answer)) {
        requestAnimationFrame(look)
        return
      }
      const { port1, port2 } = new MessageChannel()
      port2.addEventListener('message', () => {
        tasks.disconnect()
        port2.close()
        mostNodes = Math.max(mostNodes, everything.length)
        resolve({ firstTextAt, lastTextAt: Date.now(), frames, longestMs, mostNodes, longTasks, longTaskMs })
      })
      port2.start()
      port1.postMessage(null)
    }

    function isTailVisible(answer: Element): boolean {
      const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT)
      let node = walker.lastChild()
      // The footer's words come after the text.
      for (let step = 0; node && step < 40; step += 1) {
        if (node.textContent?.includes(tail) === true) {
          const range = document.createRange()
          range.selectNodeContents(node)
          const end = range.getBoundingClientRect().bottom
          return end > 0 && end <= (answer.closest('[role="log"]')?.getBoundingClientRect().bottom ?? 0) + 1
        }
        node = walker.previousNode()
      }
      return false
    }
  })
}

/** Waits for Enter in the message field and the first text of the answer to it; ms between the two. */
export function watchFirstText(): Promise<number> {
  return new Promise((resolve) => {
    const answers = 'article[aria-label^="Answer"]'
    const before = new Set(document.querySelectorAll(answers))
    let pressedAt = 0
    document.addEventListener(
      'keydown',
      () => {
        pressedAt = performance.now()
      },
      { capture: true, once: true },
    )
    const observer = new MutationObserver(() => {
      for (const answer of document.querySelectorAll(answers)) {
        if (before.has(answer) || !answer.querySelector(':scope > div[class*="answer"]')?.textContent)
          continue
        observer.disconnect()
        resolve(performance.now() - pressedAt)
        return
      }
    })
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}

/** Resolves when no answer streams any more and the message field has the focus. */
export function settled(): Promise<true> {
  return new Promise((resolve) => {
    requestAnimationFrame(look)
    function look() {
      const isBusy = document.querySelector('article[aria-busy="true"]') !== null
      const field = document.querySelector('textarea')
      field?.focus()
      const canSend = document.querySelector('button[aria-label="Stop"]') === null && field !== null
      if (!isBusy && canSend) resolve(true)
      else requestAnimationFrame(look)
    }
  })
}

/** Waits until the gateway is connected, which the composer shows by naming the model. */
export function connected(): Promise<true> {
  return new Promise((resolve) => {
    requestAnimationFrame(look)
    function look() {
      const hint = document.querySelector('#composer-hindrance')
      if (hint === null && document.querySelector('textarea') !== null) resolve(true)
      else requestAnimationFrame(look)
    }
  })
}

/** Clicks a conversation of the list; ms from the click to the painted frame that shows the text `shows`. */
export function openConversation({
  id,
  shows,
}: {
  readonly id: string
  readonly shows: string
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const row = document.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`)
    if (row === null) {
      reject(new Error(`There is no conversation ${id} in the list.`))
      return
    }
    const start = performance.now()
    row.click()
    requestAnimationFrame(look)
    function look() {
      const log = document.querySelector('[role="log"]')
      if (!log?.textContent?.includes(shows)) {
        requestAnimationFrame(look)
        return
      }
      const { port1, port2 } = new MessageChannel()
      port2.addEventListener('message', () => resolve(performance.now() - start))
      port2.start()
      port1.postMessage(null)
    }
  })
}

/** ms of asking main for a conversation, without showing it. */
export async function requestConversation({ id }: { readonly id: string }): Promise<number> {
  const start = performance.now()
  await window.bridge.request('conversation:open', { id })
  return performance.now() - start
}

/** Clicks the first button inside of what a selector finds whose name begins so, as soon as there is one. */
export async function clickButton({
  within,
  name,
}: {
  readonly within: string
  readonly name: string
}): Promise<true> {
  const named = ({ ariaLabel, textContent }: HTMLElement): boolean =>
    (ariaLabel ?? textContent).startsWith(name)
  const limit = performance.now() + 20_000
  while (performance.now() < limit) {
    const button = [...document.querySelectorAll<HTMLElement>(`${within} button`)].find(named)
    if (button !== undefined) {
      button.click()
      return true
    }
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  throw new Error(`There is no button ${name} inside of ${within}.`)
}

/** Pastes a text of so many characters into the message field. */
export function pasteText({ characters }: { readonly characters: number }): void {
  const line = 'A line of a log that somebody wants explained, with numbers such as 1234567.\n'
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', line.repeat(Math.ceil(characters / line.length)).slice(0, characters))
  const field = document.querySelector('textarea')
  if (field === null) throw new Error('There is no message field.')
  field.focus()
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}
