import { Dialog } from '../../ui/Dialog.tsx'
import { LateModelList } from '../models/late-model-list.tsx'
import { answerRegenerated } from './conversation-store.ts'
import { rerunAsked, useMessageViews } from './message-view-store.ts'

/** Lets the user choose which model gives an answer anew; the model chosen for new messages stays. */
export function AnotherModel() {
  const rerunning = useMessageViews((state) => state.rerunning)
  return (
    <Dialog
      title="Answer with another model"
      open={rerunning !== null}
      onClose={() => rerunAsked(null)}
      isBare
    >
      <LateModelList
        selected={null}
        onChoose={(model) => {
          rerunAsked(null)
          if (rerunning !== null) void answerRegenerated(rerunning, model)
        }}
      />
    </Dialog>
  )
}
