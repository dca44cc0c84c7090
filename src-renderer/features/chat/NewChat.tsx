import { useAppState } from '../../app/app-store.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { fillComposer } from './Composer.tsx'
import { GatewayReady } from './GatewayReady.tsx'
import styles from './NewChat.module.css'

/** Beginnings a user can try at once, each with what it puts into the composer. */
const examples = [
  { title: 'Explain an error', prompt: 'Explain this error message and how to fix it:\n\n' },
  { title: 'Review a function', prompt: 'Review this function for mistakes and clarity:\n\n' },
  {
    title: 'Compare two options',
    prompt: 'Compare these two options in a table, with a recommendation:\n\n',
  },
  { title: 'Shorten a text', prompt: 'Shorten this text to half its length without losing a fact:\n\n' },
] as const

/** What stands above the composer before the first message, also when there is nobody to send it to. */
export function NewChat() {
  const model = useAppState((state) => state.chosenModel)

  return (
    <div className={styles['page']}>
      <GatewayReady>
        <div className={styles['start']}>
          <h2 className={styles['title']}>What shall we work on?</h2>
          <p className={styles['model']}>
            {model === null ? 'Connecting to the gateway…' : `${model} will answer.`}
          </p>
          <ul className={styles['examples']}>
            {examples.map(({ title, prompt }) => (
              <li key={title}>
                <button type="button" className={styles['example']} onClick={() => fillComposer(prompt)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <dl className={styles['hints']}>
            <div>
              <dt>
                <Kbd combo="Mod+K" />
              </dt>
              <dd>find anything</dd>
            </div>
            <div>
              <dt>
                <Kbd combo="Mod+Shift+M" />
              </dt>
              <dd>model</dd>
            </div>
            <div>
              <dt>
                <Kbd combo="Mod+Slash" />
              </dt>
              <dd>all shortcuts</dd>
            </div>
          </dl>
        </div>
      </GatewayReady>
    </div>
  )
}
