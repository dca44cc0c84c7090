import { emptyStoreFile, type StoreFile } from '../../src-main/settings/store-schema.ts'
import type { Store, StoreChanges } from '../../src-main/settings/store.ts'

/** A settings file that is never written. */
export function memoryStore(): Store {
  let file: StoreFile = emptyStoreFile()
  const change = (changes: StoreChanges): void => {
    file = { ...file, ...changes }
  }
  return {
    notice: null,
    get file() {
      return file
    },
    update: change,
    remember: change,
  }
}
