import { z } from 'zod'

import { lastTextOf, writeProfile } from './app-profile.ts'
import { GatewayProcess } from './gateway-process.ts'
import { MeasuredWindow } from './measured-window.ts'
import type { Measurement } from './measurement.ts'
import { connected, openConversation, requestConversation } from './page-probes.ts'

const LONG = { title: 'Long', messages: 10_000 }
const SHORT = { title: 'Short', messages: 10 }
/** Opened first, so that the code that shows messages is there for both. */
const FIRST = { title: 'First', messages: 4 }

/** Opening a conversation of 10,000 messages against one of 10, each for the first time after a start. */
export const longConversation: Measurement = async ({ runs, say }) => {
  const gateway = await GatewayProcess.start({})
  const profile = await writeProfile(gateway, [LONG, SHORT, FIRST])
  const [longId = '', shortId = '', firstId = ''] = profile.conversations
  const own: number[] = []
  const floor: number[] = []
  const asked: number[] = []
  const askedFloor: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const window = await MeasuredWindow.start(profile)
    await window.run(connected, null, z.literal(true))
    const open = (id: string, shows: string) => window.run(openConversation, { id, shows }, z.number())
    await open(firstId, lastTextOf(FIRST))
    floor.push(await open(shortId, lastTextOf(SHORT)))
    own.push(await open(longId, lastTextOf(LONG)))
    asked.push(await window.run(requestConversation, { id: longId }, z.number()))
    askedFloor.push(await window.run(requestConversation, { id: shortId }, z.number()))
    await open(firstId, lastTextOf(FIRST))
    await window.quit()
    say(
      `long conversation ${run + 1}/${runs}: ${own.at(-1)?.toFixed(0)} ms, short ${floor.at(-1)?.toFixed(0)} ms`,
    )
  }
  await gateway.stop()
  return [
    {
      name: '10,000 messages, click to painted',
      unit: 'ms',
      samples: own,
      baseline: { name: '10 messages', samples: floor },
      goal: { of: 'value', is: 'at most', limit: 150 },
    },
    {
      name: '10,000 messages, asking main alone',
      unit: 'ms',
      samples: asked,
      baseline: { name: '10 messages', samples: askedFloor },
      goal: null,
    },
  ]
}
