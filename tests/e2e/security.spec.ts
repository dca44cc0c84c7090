import { createServer, type Server } from 'node:http'

import { expect, test } from '@playwright/test'

import { launchApp, removeUserData, type RunningApp } from '../helpers/app.ts'

let running: RunningApp
let outside: Server
let outsideUrl: string
const visits: string[] = []

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    if (request.url === '/redirect') response.writeHead(302, { location: '/landed' }).end()
    else response.end('outside')
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  const address = outside.address()
  outsideUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  running = await launchApp()
  await running.page.waitForLoadState()
})

test.afterAll(async () => {
  await running.quit()
  await removeUserData(running.userData)
  outside.close()
})

test.beforeEach(() => {
  visits.length = 0
})

test('the page has no Node, no Electron, and only the bridge', async () => {
  const seen = await running.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    module: typeof Reflect.get(globalThis, 'module'),
    bridge: Object.keys(window.bridge).sort(),
    protocol: location.protocol,
  }))
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    bridge: ['on', 'platform', 'request'],
    protocol: 'app:',
  })
})

test('the window states sandbox, isolation and web security', async () => {
  const preferences = await running.electron.evaluate(({ BrowserWindow }) => {
    const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents
    const read = Reflect.get(Object(contents), 'getLastWebPreferences')
    return typeof read === 'function' ? read.call(contents) : null
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('the page cannot reach the network, by any road', async () => {
  const outcomes = await running.page.evaluate(async (url) => {
    const attempt = async (road: () => Promise<unknown>): Promise<string> => {
      try {
        await road()
        return 'reached'
      } catch {
        return 'refused'
      }
    }
    const element = (name: string, attribute: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const made = document.createElement(name)
        made.addEventListener('load', resolve)
        made.addEventListener('error', reject)
        made.setAttribute(attribute, `${url}/${name}`)
        if (name === 'link') made.setAttribute('rel', 'stylesheet')
        document.head.append(made)
      })
    return {
      fetch: await attempt(() => fetch(`${url}/fetch`)),
      beacon: navigator.sendBeacon(`${url}/beacon`) ? 'queued' : 'refused',
      image: await attempt(() => element('img', 'src')),
      script: await attempt(() => element('script', 'src')),
      style: await attempt(() => element('link', 'href')),
      socket: await attempt(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws'))
            socket.addEventListener('open', resolve)
            socket.addEventListener('error', reject)
          }),
      ),
    }
  }, outsideUrl)
  expect(outcomes).toMatchObject({
    fetch: 'refused',
    image: 'refused',
    script: 'refused',
    style: 'refused',
    socket: 'refused',
  })
  expect(visits).toEqual([])
})

test('inline scripts, handlers and eval do not run', async () => {
  const ran = await running.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.body.append(script)
    const image = document.createElement('img')
    image.setAttribute('onerror', 'window.injected = true')
    image.setAttribute('src', 'data:image/png;base64,broken')
    document.body.append(image)
    // From a timer: what the debugger itself is running may evaluate, whatever the policy says.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(Boolean(Reflect.get(globalThis, 'eval').call(null, '1')))
        } catch {
          resolve(false)
        }
      }),
    )
    return { injected: Reflect.has(globalThis, 'injected'), evaluated }
  })
  expect(ran).toEqual({ injected: false, evaluated: false })
})

test('the page stays where it is: no navigation, no redirect, no new window, no webview', async () => {
  const { page, electron } = running
  const before = page.url()
  for (const path of ['/away', '/redirect']) {
    await page.evaluate((url) => {
      location.href = url
    }, `${outsideUrl}${path}`)
  }
  const opened = await page.evaluate((url) => window.open(url) === null, `${outsideUrl}/window`)
  await page.evaluate((url) => {
    const link = document.createElement('a')
    link.href = url
    link.target = '_blank'
    document.body.append(link)
    link.click()
    const view = document.createElement('webview')
    view.setAttribute('src', url)
    document.body.append(view)
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    location.href = 'file:///etc/passwd'
  }, `${outsideUrl}/elsewhere`)
  await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete')
  expect(opened).toBe(true)
  expect(page.url()).toBe(before)
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(visits).toEqual([])
})

test('permissions are denied', async () => {
  const states = await running.page.evaluate(async () => {
    const ask = async (name: string): Promise<string> => {
      try {
        return (await navigator.permissions.query(JSON.parse(JSON.stringify({ name })))).state
      } catch {
        return 'denied'
      }
    }
    const media = await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then(() => 'granted')
      .catch(() => 'denied')
    return { geolocation: await ask('geolocation'), notifications: Notification.permission, media }
  })
  expect(states).toEqual({ geolocation: 'denied', notifications: 'denied', media: 'denied' })
})

test('unknown requests and malformed input are refused with words', async () => {
  const answers = await running.page.evaluate(async () => {
    const request: (channel: string, input: unknown) => Promise<unknown> = Reflect.get(
      Object(window.bridge),
      'request',
    )
    return {
      unknown: await request('shell:run', 'ls').catch((error: unknown) => String(error)),
      malformed: await request('conversation:open', { id: 42 }),
      link: await request('link:open', { url: 'file:///etc/passwd' }),
    }
  })
  expect(answers).toMatchObject({
    unknown: expect.stringContaining('Unknown request'),
    malformed: { ok: false, error: { kind: 'invalid-input' } },
    link: { ok: false, error: { kind: 'invalid-input' } },
  })
})

test('a frame that is not the page itself may not ask main', async () => {
  const answer = await running.electron.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await stranger.loadURL('data:text/html,<title>stranger</title>')
    const result: unknown = await stranger.webContents.executeJavaScript("window.bridge.request('app:load')")
    stranger.destroy()
    return result
  })
  expect(answer).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
})

test('a second start shows the window of the first and ends', async () => {
  await running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = launchApp({ userData: running.userData })
  await expect(second).rejects.toThrow()
  await expect
    .poll(() =>
      running.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    )
    .toBe(true)
})
