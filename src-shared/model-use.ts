import type { Model } from './model.ts'

/** Whether a model can answer a chat; one without a mode may, so it is offered. */
export function isChatModel(model: Model): boolean {
  return (
    model.mode === null || model.mode === 'chat' || model.mode === 'completion' || model.mode === 'responses'
  )
}

/** Whether the model lists a request field; false when the gateway does not say, since unknown fields are refused upstream. */
export function acceptsParameter(model: Model, parameter: string): boolean {
  return model.parameters?.includes(parameter) ?? false
}
