import { RotateCw } from 'lucide-react'
import { Component } from 'react'
import type { ReactNode } from 'react'

import { Button } from '../ui/Button.tsx'
import { ErrorCard } from '../ui/ErrorCard.tsx'
import { errorOf } from './bridge.ts'
import styles from './ErrorBoundary.module.css'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

/** Keeps a defect in one part of the window from emptying the rest, and offers to draw that part anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly cause: unknown }> {
  override state: { readonly cause: unknown } = { cause: null }

  static getDerivedStateFromError(cause: unknown): { readonly cause: unknown } {
    return { cause }
  }

  override render(): ReactNode {
    if (this.state.cause === null) return this.props.children
    return (
      <div className={styles['boundary']}>
        <div className={styles['card']}>
          <ErrorCard
            error={errorOf(this.state.cause)}
            actions={
              <>
                <Button size="small" onClick={() => this.setState({ cause: null })}>
                  Show it again
                </Button>
                <Button
                  size="small"
                  icon={<RotateCw aria-hidden="true" />}
                  onClick={() => window.location.reload()}
                >
                  Reload window
                </Button>
              </>
            }
          />
        </div>
      </div>
    )
  }
}
