import { useEffect } from 'react'

import { useNavigation } from '../../app/navigation-store.ts'
import { showToast } from '../../ui/toast-store.ts'

/** Shows what main warns of, wherever the user is; main itself shows it on the desktop. */
export function useSpendAlerts(): void {
  useEffect(
    () =>
      window.bridge.on('spend:alerted', ({ kind, text }) =>
        showToast({
          text,
          tone: kind === 'budget-100' ? 'negative' : 'neutral',
          action: { label: 'Open Spend', onSelect: () => useNavigation.getState().openPlace('spend') },
        }),
      ),
    [],
  )
}
