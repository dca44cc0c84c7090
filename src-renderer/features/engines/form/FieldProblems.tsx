import { CircleAlert, Info, TriangleAlert } from 'lucide-react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'

import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { fixProblem } from '../problems/problem-actions.ts'
import styles from './FieldProblems.module.css'
import { pathKey, useForm } from './form-context.ts'

/** What is wrong with the field above, each with its repair. */
export function FieldProblems({ path }: { readonly path: ConfigPath }) {
  const { problems, engine, draft, isDisabled } = useForm()
  const here = problems.get(pathKey(path))
  if (here === undefined) return null
  return (
    <ul className={styles['list']}>
      {here.map((problem) => {
        const Icon = { error: CircleAlert, warning: TriangleAlert, info: Info }[problem.severity]
        return (
          <li key={`${problem.code} ${problem.message}`} className={styles['problem']}>
            <Icon className={classNames(styles['icon'], styles[problem.severity])} aria-hidden="true" />
            <span className={styles['message']}>{problem.message}</span>
            {problem.fix !== null && !isDisabled && (
              <Button
                variant="ghost"
                size="small"
                className={styles['fix']}
                onClick={() => void fixProblem(engine.id, draft, problem)}
              >
                {problem.fix.label}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
