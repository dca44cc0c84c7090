import { builtInDeployments, type Deployment } from './deployments.ts'

/** The deployments of one gateway: those of its config file, then those of its database. */
export class DeploymentTable {
  readonly #added = new Map<string, Deployment>()

  list(): Deployment[] {
    return [...builtInDeployments, ...this.#added.values()]
  }

  /** By public name or by id, as LiteLLM takes either for `model`; null when there is none. */
  find(nameOrId: string): Deployment | null {
    const all = this.list()
    return (
      all.find(({ modelName }) => modelName === nameOrId) ?? all.find(({ id }) => id === nameOrId) ?? null
    )
  }

  /** Adds one to the database, or puts it in the place of the one with its id. */
  put(deployment: Deployment): void {
    this.#added.set(deployment.id, deployment)
  }

  /** The one of the database with this id; null when there is none. */
  inDatabase(id: string): Deployment | null {
    return this.#added.get(id) ?? null
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    return this.#added.delete(id)
  }
}
