import { lazy, Suspense } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { Button } from '../ui/Button.tsx'
import { ErrorCard } from '../ui/ErrorCard.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { lateComponent } from '../ui/late-component.tsx'
import { TooltipHost } from '../ui/Tooltip.tsx'
import { useAppLoading, useAppState } from './app-store.ts'
import styles from './App.module.css'
import { Frame } from './Frame.tsx'
import { NoticeList } from './NoticeList.tsx'
import { isQuickChat } from './opening.ts'

const Onboarding = lazy(async () => {
  const { Onboarding: component } = await import('../features/onboarding/Onboarding.tsx')
  return { default: component }
})

const { Component: QuickChat, load: loadQuickChat } = lateComponent(
  async () => (await import('../features/quick-chat/QuickChat.tsx')).QuickChat,
)
if (isQuickChat) loadQuickChat()

/** The whole window: nothing until main has answered, then onboarding or the frame; or the quick chat in its own. */
export function App() {
  const { isLoaded, failure } = useAppLoading()
  if (failure !== null) return <LoadFailure error={failure} />
  if (!isLoaded) return isQuickChat ? null : <FrameSkeleton />
  return (
    <>
      {isQuickChat ? <QuickChat /> : <LoadedApp />}
      <Toasts />
      <TooltipHost />
    </>
  )
}

function LoadedApp() {
  const isFirstRun = useAppState((state) => state.gateways.length === 0)
  if (!isFirstRun) return <Frame />
  return (
    <div className={styles['onboarding']}>
      <NoticeList />
      <Suspense fallback={null}>
        <Onboarding />
      </Suspense>
    </div>
  )
}

/** The frame's outline; its style keeps it invisible for the first 150 ms. */
function FrameSkeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden="true">
      <div className={styles['skeletonRail']} />
      <div className={styles['skeletonList']} />
      <div className={styles['skeletonWork']} />
    </div>
  )
}

function LoadFailure({ error }: { readonly error: AppError }) {
  return (
    <main className={styles['failure']}>
      <h1 className={styles['failureTitle']}>Litedesk could not load</h1>
      <ErrorCard
        error={error}
        actions={
          <Button size="small" onClick={() => window.location.reload()}>
            Try again
          </Button>
        }
      />
    </main>
  )
}
