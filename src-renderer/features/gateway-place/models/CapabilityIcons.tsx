import {
  AudioLines,
  Brain,
  Braces,
  DatabaseZap,
  Eye,
  FileText,
  Globe,
  Monitor,
  Video,
  Volume2,
  Wrench,
} from 'lucide-react'

import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { tooltipAttributes } from '../../../ui/Tooltip.tsx'
import styles from './CapabilityIcons.module.css'
import { capabilityName } from './model-words.ts'

/** Those that decide which model somebody takes, in a fixed order, so that columns of them can be compared. */
const icons = [
  ['reasoning', Brain],
  ['function_calling', Wrench],
  ['vision', Eye],
  ['pdf_input', FileText],
  ['web_search', Globe],
  ['prompt_caching', DatabaseZap],
  ['response_schema', Braces],
  ['audio_input', AudioLines],
  ['audio_output', Volume2],
  ['video_input', Video],
  ['computer_use', Monitor],
] as const

/** What a model can do, as small icons; the rest of it stands in its details. */
export function CapabilityIcons({ capabilities }: { readonly capabilities: readonly string[] }) {
  const shown = icons.filter(([capability]) => capabilities.includes(capability))
  return (
    <span className={styles['icons']}>
      {shown.map(([capability, Icon]) => (
        <span key={capability} className={styles['icon']} {...tooltipAttributes(capabilityName(capability))}>
          <Icon aria-hidden="true" />
          <VisuallyHidden>{capabilityName(capability)}</VisuallyHidden>
        </span>
      ))}
    </span>
  )
}
