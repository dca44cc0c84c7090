import { Check, Copy, X } from 'lucide-react'
import { memo, useContext, useEffect, useRef, useState, type JSX, type ReactNode } from 'react'

import styles from './code.module.css'
import type { ColouredRun } from './highlight-protocol.ts'
import { useColours, type CodePiece } from './highlighter.ts'
import { languageLabel } from './languages.ts'
import { MarkdownActionsContext } from './markdown-actions.ts'
import { useNearViewport } from './near-viewport.ts'
import { useSidewaysScroll } from './sideways-scroll.ts'

interface CodePanelProps {
  /** Language as written after the fence; empty when there was none. */
  readonly language: string
  readonly pieces: readonly CodePiece[]
}

export function CodePanel({ language, pieces }: CodePanelProps): JSX.Element {
  const scroller = useRef<HTMLElement>(null)
  useSidewaysScroll(scroller)
  const label = languageLabel(language)
  return (
    <div className={styles.panel}>
      <div className={styles.header}>
        <span>{label}</span>
        <CopyButton text={() => pieces.map((piece) => piece.text).join('\n')} />
      </div>
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={language === '' ? 'Code' : `${label} code`}
      >
        <pre className={styles.code}>
          {pieces.length === 1 && pieces[0] ? (
            <CodeText piece={pieces[0]} language={language} />
          ) : (
            // A piece keeps its place for good.
            pieces.map((piece, index) => (
              <HidableCode
                key={index}
                piece={piece}
                language={language}
                isHidable={index < pieces.length - 1}
              />
            ))
          )}
        </pre>
      </section>
    </div>
  )
}

interface CodeTextProps {
  readonly piece: CodePiece
  readonly language: string
}

const HidableCode = memo(function HidableCode({
  isHidable,
  ...props
}: CodeTextProps & { readonly isHidable: boolean }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null)
  const { isNear, height } = useNearViewport(ref, {
    subject: props.piece,
    enabled: isHidable,
    initiallyNear: !isHidable,
  })
  const lines = isNear ? 0 : props.piece.text.split('\n').length
  return (
    <div ref={ref} style={isNear ? undefined : { height: height ?? `${lines * 1.25}rem` }}>
      {isNear ? <CodeText {...props} /> : null}
    </div>
  )
})

const CodeText = memo(function CodeText({ piece, language }: CodeTextProps): JSX.Element {
  const colours = useColours(piece, language)
  // A line break at the very end does not show, so an empty last line needs one more.
  return <code>{colours ? coloured(`${piece.text}\n`, colours) : `${piece.text}\n`}</code>
})

function coloured(code: string, runs: readonly ColouredRun[]): ReactNode {
  const nodes: ReactNode[] = []
  let at = 0
  for (const { colour, length } of runs) {
    const text = code.slice(at, at + length)
    nodes.push(
      colour === 'plain' ? (
        text
      ) : (
        <span key={at} className={styles[colour]}>
          {text}
        </span>
      ),
    )
    at += length
  }
  nodes.push(code.slice(at))
  return nodes
}

/** Time the button tells how it went, in ms. */
const outcomeTime = 1500

const copyLabels = { ready: 'Copy code', copied: 'Copied', failed: 'Could not copy' }

function CopyButton({ text }: { readonly text: () => string }): JSX.Element {
  const { onCopy } = useContext(MarkdownActionsContext)
  const [outcome, setOutcome] = useState<keyof typeof copyLabels>('ready')
  useEffect(() => {
    if (outcome === 'ready') return
    const timer = setTimeout(() => setOutcome('ready'), outcomeTime)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async (): Promise<void> => {
    try {
      await onCopy(text())
      setOutcome('copied')
    } catch {
      // The button says so; the app knows why.
      setOutcome('failed')
    }
  }
  const label = copyLabels[outcome]
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={label}
      title={label}
      onClick={() => void copy()}
    >
      {outcome === 'ready' && <Copy size={14} aria-hidden />}
      {outcome === 'copied' && <Check size={14} aria-hidden />}
      {outcome === 'failed' && <X size={14} aria-hidden />}
    </button>
  )
}
