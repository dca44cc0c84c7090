import type { Locator, Page } from '@playwright/test'

/** What the user types into a gateway's form. */
export interface TypedGateway {
  readonly address: string
  /** null for a gateway that asks for none. */
  readonly key: string | null
  readonly name?: string
}

/** A gateway's form and the steps of its check, on the first page and in the dialog alike. */
export interface GatewayFormParts {
  readonly address: Locator
  readonly key: Locator
  readonly name: Locator
  readonly steps: Locator
  /** The line of a step, by the name it is shown under. */
  step(name: string): Locator
  enter(typed: TypedGateway): Promise<void>
}

/** The form inside `place`. */
export function gatewayForm(place: Page | Locator): GatewayFormParts {
  const address = place.getByRole('textbox', { name: 'Address' })
  const key = place.getByLabel('LiteLLM key')
  const name = place.getByRole('textbox', { name: 'Name' })
  const steps = place.getByRole('list', { name: 'Steps of the check' })
  return {
    address,
    key,
    name,
    steps,
    step: (step) => steps.getByRole('listitem').filter({ hasText: new RegExp(`^${step}:`) }),
    enter: async (typed) => {
      await address.fill(typed.address)
      if (typed.key === null) await place.getByRole('radio', { name: 'No key' }).check({ force: true })
      else await key.fill(typed.key)
      if (typed.name !== undefined) await name.fill(typed.name)
    },
  }
}

/** The page of a first run. */
export function onboardingPage(page: Page) {
  return {
    ...gatewayForm(page),
    title: page.getByRole('heading', { name: 'Welcome to Litedesk' }),
    connect: page.getByRole('button', { name: /^(Connect and start chatting|Check again)$/ }),
    saveAnyway: page.getByRole('button', { name: 'Save anyway' }),
    tryDemo: page.getByRole('button', { name: 'Try the demo gateway' }),
  }
}
