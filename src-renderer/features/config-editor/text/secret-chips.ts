import type { Extension } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view'

import { secretMarkPattern, secretMarkWord } from '#shared/secret-mark.ts'

/** Draws each hidden secret as one small piece that is passed, deleted and copied whole. */
export function secretChips(): Extension {
  const chips = new MatchDecorator({
    regexp: secretMarkPattern(),
    decoration: ([mark]) => Decoration.replace({ widget: new SecretChip(secretMarkWord(mark)) }),
  })
  return ViewPlugin.define<{ decorations: DecorationSet; update(update: ViewUpdate): void }>(
    (view) => ({
      decorations: chips.createDeco(view),
      update(update: ViewUpdate) {
        this.decorations = chips.updateDeco(update, this.decorations)
      },
    }),
    {
      decorations: (value) => value.decorations,
      provide: (plugin) =>
        EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  )
}

class SecretChip extends WidgetType {
  readonly word: string

  constructor(word: string) {
    super()
    this.word = word
  }

  override eq(other: SecretChip): boolean {
    return other.word === this.word
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span')
    chip.className = 'cm-secret'
    chip.textContent = this.word
    return chip
  }
}
