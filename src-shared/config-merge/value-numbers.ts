import type { ConfigValue } from '../config-document/config-edit.ts'
import { isSameValue } from '../config-document/config-value.ts'

/** Numbers values so that only those that are the same have the same number, for comparing lists. */
export class ValueNumbers {
  readonly #values: ConfigValue[] = []

  numbersOf(list: readonly ConfigValue[]): number[] {
    return list.map((value) => this.#numberOf(value))
  }

  #numberOf(value: ConfigValue): number {
    const index = this.#values.findIndex((known) => isSameValue(known, value))
    return index === -1 ? this.#values.push(value) - 1 : index
  }

  valueOf(number: number): ConfigValue {
    return this.#values[number] ?? null
  }
}
