import { create } from 'zustand'

interface ParametersOpen {
  readonly isOpen: boolean
  readonly setIsOpen: (isOpen: boolean) => void
}

/** Whether the parameters of the conversation on screen are open; a failed answer may open them too. */
export const useParametersOpen = create<ParametersOpen>()((set) => ({
  isOpen: false,
  setIsOpen: (isOpen) => set({ isOpen }),
}))
