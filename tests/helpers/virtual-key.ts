import type { DemoGateway } from '#main/demo-gateway/demo-gateway.ts'

/** Makes, changes or blocks a virtual key as the gateway's admin would: `POST /key/<action>`. Throws when refused. */
export async function manageKey(
  gateway: DemoGateway,
  action: 'generate' | 'update' | 'block',
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await fetch(`${gateway.url}/key/${action}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`/key/${action} was refused: ${await answer.text()}`)
}
