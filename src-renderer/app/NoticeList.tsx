import { Info, X } from 'lucide-react'

import { IconButton } from '../ui/IconButton.tsx'
import { useAppState } from './app-store.ts'
import { requestOrToast } from './bridge.ts'
import styles from './NoticeList.module.css'

/** What main wants the user to know once, above everything else until dismissed. */
export function NoticeList() {
  const notices = useAppState((state) => state.notices)
  if (notices.length === 0) return null
  return (
    <aside aria-label="Notices">
      <ul className={styles['list']}>
        {notices.map((notice) => (
          <li key={notice.id} className={styles['notice']}>
            <Info className={styles['icon']} aria-hidden="true" />
            <p className={styles['text']}>{notice.text}</p>
            <IconButton
              label="Dismiss notice"
              size="small"
              onClick={() => void requestOrToast('app:dismiss-notice', { id: notice.id })}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </aside>
  )
}
