import { type ComponentType, useEffect, useState } from 'react'

/** A component whose code is loaded after the first paint. */
export interface LateComponent<Props> {
  /** Begins to load the code, such as when the pointer comes near; later calls change nothing. */
  readonly load: () => void
  /** The component, or null until its code is there. A component that uses this begins to load it. */
  readonly useComponent: () => ComponentType<Props> | null
}

/**
 * Loads a component once. Unlike React.lazy it shows loaded code in the very next render: React holds the first content
 * after a Suspense fallback back by up to 300 ms, even when the code had long arrived.
 */
export function lateComponent<Props>(
  importComponent: () => Promise<ComponentType<Props>>,
): LateComponent<Props> {
  let loading: Promise<ComponentType<Props>> | null = null
  let loaded: ComponentType<Props> | null = null

  async function load(): Promise<ComponentType<Props>> {
    loading ??= importComponent()
    loaded = await loading
    return loaded
  }

  return {
    load: () => void load(),
    useComponent() {
      const [component, setComponent] = useState<ComponentType<Props> | null>(() => loaded)
      useEffect(() => {
        let isMounted = true
        if (component === null)
          void load().then((arrived) => {
            if (isMounted) setComponent(() => arrived)
          })
        return () => {
          isMounted = false
        }
      }, [component])
      return component
    },
  }
}
