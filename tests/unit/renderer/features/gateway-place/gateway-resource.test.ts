import { describe, expect, it } from 'vitest'

import { gatewayResource } from '../../../../../src-renderer/features/gateway-place/gateway-resource.ts'

/** A resource whose answers come when the test says so. */
function heldResource() {
  const asked: {
    readonly id: string
    readonly answer: (value: string) => void
    readonly fail: () => void
  }[] = []
  const resource = gatewayResource(
    (id) =>
      new Promise<string>((resolve, reject) => {
        asked.push({ id, answer: resolve, fail: () => reject(new Error('No.')) })
      }),
  )
  return { resource, asked }
}

/** Lets what was answered be heard. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}

describe('gatewayResource', () => {
  it('keeps what it knows while the same gateway is asked again, and after a failure', async () => {
    const { resource, asked } = heldResource()
    resource.opened('g')
    asked[0]?.answer('first')
    await settled()
    void resource.reread()
    expect(resource.use.getState()).toMatchObject({ value: 'first', isReading: true })
    asked[1]?.fail()
    await settled()
    expect(resource.use.getState()).toMatchObject({
      value: 'first',
      isReading: false,
      error: { kind: 'internal' },
    })
  })

  it('drops a late answer of another gateway', async () => {
    const { resource, asked } = heldResource()
    resource.opened('g')
    resource.opened('h')
    asked[0]?.answer('of g')
    await settled()
    expect(resource.use.getState()).toMatchObject({ gatewayId: 'h', value: null, isReading: true })
    asked[1]?.answer('of h')
    await settled()
    expect(resource.use.getState()).toMatchObject({ gatewayId: 'h', value: 'of h', isReading: false })
  })

  it('asks once while an answer is on its way', () => {
    const { resource, asked } = heldResource()
    resource.opened('g')
    resource.opened('g')
    expect(asked.map(({ id }) => id)).toEqual(['g'])
  })
})
