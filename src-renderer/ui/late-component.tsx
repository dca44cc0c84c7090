import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react'

/** A component whose code is loaded after the first paint. */
interface LateComponent<Props> {
  /** Shows nothing until the code is there; using it begins to load it. */
  readonly Component: ComponentType<Props>
  /** Begins to load the code, such as when the pointer comes near; later calls change nothing. */
  readonly load: () => void
}

/**
 * Loads a component once. Unlike React.lazy it shows loaded code in the very next render: React holds the first content
 * after a Suspense fallback back by up to 300 ms, even when the code had long arrived.
 */
export function lateComponent<Props extends object>(
  importComponent: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode = null,
): LateComponent<Props> {
  let loading: Promise<ComponentType<Props>> | null = null
  let loaded: ComponentType<Props> | null = null

  async function load(): Promise<ComponentType<Props>> {
    loading ??= importComponent()
    loaded = await loading
    return loaded
  }

  function Component(props: Props) {
    const [component, setComponent] = useState(() => loaded)
    useEffect(() => {
      let isMounted = true
      async function show() {
        const arrived = await load()
        if (isMounted) setComponent(() => arrived)
      }
      void show()
      return () => {
        isMounted = false
      }
    }, [])
    return component ? createElement(component, props) : placeholder
  }

  return { Component, load: () => void load() }
}
