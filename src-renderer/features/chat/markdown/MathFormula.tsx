import type katex from 'katex'
import { useLayoutEffect, useRef, useState, type JSX } from 'react'

import styles from './markdown.module.css'

interface MathFormulaProps {
  readonly tex: string
  /** On a line of its own, and larger. */
  readonly display: boolean
  /** False while the source may still grow: half a formula is not typeset. */
  readonly isFinished: boolean
}

type Katex = typeof katex

let loading: Promise<Katex> | null = null
let ready: Katex | null = null

/** Loads KaTeX with its style and fonts, once, when the first formula is shown. */
async function loadKatex(): Promise<Katex> {
  const [module] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')])
  ready = module.default
  return ready
}

/** A formula. Its source is shown as code until KaTeX is there, and when KaTeX cannot read it. */
export function MathFormula({ tex, display, isFinished }: MathFormulaProps): JSX.Element {
  const target = useRef<HTMLSpanElement>(null)
  const [isSet, setIsSet] = useState(false)

  useLayoutEffect(() => {
    if (!isFinished) return
    let isCurrent = true
    const typeset = (katexModule: Katex): void => {
      if (target.current) setIsSet(renderFormula(katexModule, tex, display, target.current))
    }
    if (ready) typeset(ready)
    else {
      loading ??= loadKatex()
      loading.then(
        (module) => isCurrent && typeset(module),
        () => (loading = null),
      )
    }
    return () => {
      isCurrent = false
    }
  }, [tex, display, isFinished])

  return (
    <span className={display ? styles.displayMath : undefined}>
      <span ref={target} hidden={!isSet} />
      {isSet ? null : <code className={styles.code}>{tex}</code>}
    </span>
  )
}

/** False when KaTeX cannot read the source. */
function renderFormula(module: Katex, tex: string, display: boolean, target: HTMLElement): boolean {
  try {
    module.render(tex, target, {
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
      maxSize: 40,
    })
    return true
  } catch (error) {
    if (error instanceof module.ParseError || error instanceof RangeError) return false
    throw error
  }
}
