import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import {
  ChangeSet,
  EditorState,
  type StateEffect,
  type Text,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import { EditorView } from '@codemirror/view'

import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import type { TextRange } from '#shared/config-document/config-document.ts'

import type { ConfigLanguage } from './text/config-language.ts'
import { diagnosticsOf } from './text/editor-diagnostics.ts'
import { editingExtensions } from './text/editor-extensions.ts'
import { setVariables } from './text/variable-marks.ts'
import { type LineBreak, lineBreakOf, offsetAt, positionAt } from './line-breaks.ts'
import { textChanges } from './text-changes.ts'

/** Something about a text that the user should know. */
export interface DraftProblem {
  readonly severity: 'error' | 'warning' | 'info'
  /** UTF-16 offsets; null for what stands nowhere in the text. */
  readonly range: TextRange | null
  readonly message: string
  /** A repair; without edits it lies outside the text. */
  readonly fix: { readonly label: string; readonly edits?: readonly ConfigEdit[] } | null
}

/** What a draft's text means. It may be some keystrokes behind the text. */
export interface TextAnalysis {
  /** Errors first, then by place. */
  readonly problems: readonly DraftProblem[]
  /** How long it took, in ms. */
  readonly durationMs: number
}

/** How a kind of config file is read, judged and edited. */
export interface DraftReader<Analysis extends TextAnalysis, Facts> {
  readonly language: ConfigLanguage
  /** Reads and judges a text. `last` gives what a form goes on showing while the text cannot be read. */
  analyse(text: string, facts: Facts, last: Analysis | null): Analysis
  /** The text with edits made in it, and what it means; null where they change nothing. Throws ConfigEditError. */
  edited(
    analysis: Analysis,
    edits: readonly ConfigEdit[],
    facts: Facts,
  ): { readonly text: string; readonly analyse: () => Analysis } | null
  /** Where each variable that is set comes from, for reading, by name; null while that is not known. */
  variables(facts: Facts): ReadonlyMap<string, string> | null
}

/** What a view shows of a draft beside its text. The same object as long as nothing of it changed. */
export interface DraftSnapshot<Analysis extends TextAnalysis = TextAnalysis> {
  readonly analysis: Analysis
  /** Whether the text differs from the file. */
  readonly isDirty: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** Typing is judged after this pause, in ms, and after longer ones where judging takes long. */
const minPauseMs = 150
const pauseForEachMs = 6

/**
 * A config file's text while it is edited. It owns the text, its undo history and what the text means; form and editor are
 * two views of it and may come and go.
 */
export class TextDraft<Analysis extends TextAnalysis, Facts> {
  readonly #reader: DraftReader<Analysis, Facts>
  #facts: Facts
  #lineBreak: LineBreak
  #state: EditorState
  /** The file as it was read or written last. */
  #saved: Text
  #view: EditorView | null = null
  #scroll: ReturnType<EditorView['scrollSnapshot']> | null = null
  #snapshot: DraftSnapshot<Analysis>
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #name: string
  readonly #listeners = new Set<() => void>()

  constructor(parts: { text: string; name: string; facts: Facts; reader: DraftReader<Analysis, Facts> }) {
    this.#reader = parts.reader
    this.#facts = parts.facts
    this.#name = parts.name
    this.#lineBreak = lineBreakOf(parts.text)
    this.#state = this.#start(parts.text)
    this.#saved = this.#state.doc
    this.#snapshot = {
      analysis: this.#reader.analyse(parts.text, this.#facts, null),
      isDirty: false,
      canUndo: false,
      canRedo: false,
    }
    this.#annotate()
  }

  get text(): string {
    return this.#state.sliceDoc()
  }

  get savedText(): string {
    return this.#saved.sliceString(0, undefined, this.#lineBreak)
  }

  get snapshot(): DraftSnapshot<Analysis> {
    return this.#snapshot
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the text means now, without waiting for a pause. */
  analyseNow(): Analysis {
    if (this.#timer !== undefined) this.#analyse()
    return this.#snapshot.analysis
  }

  /**
   * Changes the text as a form does; one step of the history. Does nothing while the text cannot be read. Throws
   * ConfigEditError, changing nothing.
   */
  edit(edits: readonly ConfigEdit[]): void {
    if (edits.length === 0) return
    const edited = this.#reader.edited(this.analyseNow(), edits, this.#facts)
    if (edited === null) return
    this.#replace(edited.text)
    this.#analysed(edited.analyse())
  }

  /** Replaces the text, keeping what is the same; one step of the history. */
  write(text: string): void {
    this.#replace(text)
    this.#analyse()
  }

  undo(): void {
    undo(this.#target())
    this.#analyse()
  }

  redo(): void {
    redo(this.#target())
    this.#analyse()
  }

  /** Back to the file; one step of the history. */
  discard(): void {
    this.write(this.savedText)
  }

  /**
   * The file holds `text` now, and so does the draft: after saving, or after a change outside while nothing was edited.
   * With `isStep` the way back to the former text is a step of the history.
   */
  fileRead(text: string, facts: Facts, isStep = false): void {
    this.#facts = facts
    const lineBreak = lineBreakOf(text)
    if (lineBreak === this.#lineBreak) {
      this.#dispatch({
        changes: this.#changesTo(text),
        annotations: isStep ? isolateHistory.of('full') : fromOutside,
      })
    } else {
      this.#lineBreak = lineBreak
      this.#state = this.#start(text)
      this.#view?.setState(this.#state)
    }
    this.#saved = this.#state.doc
    this.#analyse()
  }

  /**
   * The file was changed to `text` while the draft was edited: the draft takes the change over where it is not near its own.
   * Answers false, changing nothing, where it is.
   */
  takeOver(text: string, facts: Facts): boolean {
    const { lineBreak, length } = { lineBreak: this.#lineBreak, length: this.#saved.length }
    if (lineBreakOf(text) !== lineBreak) return false
    const theirs = this.#changesTo(text, this.#saved)
    const own = ChangeSet.of(this.#changesTo(this.text, this.#saved), length)
    if (isNear(this.#saved, theirs, own)) return false
    const remote = ChangeSet.of(theirs, length)
    this.#facts = facts
    this.#saved = remote.apply(this.#saved)
    this.#dispatch({ changes: remote.map(own), annotations: fromOutside })
    this.#analyse()
    return true
  }

  /** What lies outside the file changed. */
  factsChanged(facts: Facts): void {
    this.#facts = facts
    this.#analyse()
  }

  /** Shows the text in `parent`, inside the shadow root `root`. Returns the end of it. */
  show(parent: Element, root: ShadowRoot): () => void {
    const view = new EditorView({
      parent,
      root,
      state: this.#state,
      ...(this.#scroll === null ? {} : { scrollTo: this.#scroll }),
      dispatchTransactions: (transactions) => {
        view.update(transactions)
        this.#changed(transactions)
      },
    })
    this.#view = view
    return () => {
      this.#scroll = view.scrollSnapshot()
      this.#view = null
      view.destroy()
    }
  }

  /** Puts the cursor where an offset of the text is, in sight and focused. */
  goTo(start: number, end = start): void {
    const anchor = positionAt(this.#state.doc, start, this.#lineBreak)
    const head = positionAt(this.#state.doc, end, this.#lineBreak)
    this.#dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    })
    this.#view?.focus()
  }

  /** The offset in the text at which the cursor is. */
  get cursorOffset(): number {
    return offsetAt(this.#state.doc, this.#state.selection.main.head, this.#lineBreak)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }

  #start(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: editingExtensions(this.#lineBreak, this.#name, this.#reader.language),
    })
  }

  #target() {
    return { state: this.#state, dispatch: (transaction: Transaction) => this.#apply(transaction) }
  }

  #dispatch(spec: TransactionSpec): void {
    this.#apply(this.#state.update(spec))
  }

  #apply(transaction: Transaction): void {
    if (this.#view !== null) this.#view.dispatch(transaction)
    else this.#changed([transaction])
  }

  #changed(transactions: readonly Transaction[]): void {
    this.#state = transactions.at(-1)?.state ?? this.#state
    if (!transactions.some(({ docChanged }) => docChanged)) return
    clearTimeout(this.#timer)
    const pause = Math.max(minPauseMs, this.#snapshot.analysis.durationMs * pauseForEachMs)
    this.#timer = setTimeout(() => this.#analyse(), pause)
    this.#tell({})
  }

  #replace(text: string): void {
    const changes = this.#state.changes(this.#changesTo(text))
    this.#dispatch({
      changes,
      userEvent: 'input.form',
      annotations: isolateHistory.of('full'),
      effects: this.#showing(changes),
    })
  }

  /** Brings the first change into sight, so that the text beside the form shows what the form does. */
  #showing(changes: ChangeSet): readonly StateEffect<unknown>[] {
    let place: number | null = null
    changes.iterChangedRanges((_fromA, _toA, fromB) => {
      place ??= fromB
    })
    return place === null ? [] : [EditorView.scrollIntoView(place, { y: 'nearest', yMargin: 48 })]
  }

  #analyse(): void {
    this.#analysed(this.#reader.analyse(this.text, this.#facts, this.#snapshot.analysis))
  }

  #analysed(analysis: Analysis): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#tell({ analysis })
    this.#annotate()
  }

  /** Puts the problems and the known variables into the editor. */
  #annotate(): void {
    const at = (offset: number) => positionAt(this.#state.doc, offset, this.#lineBreak)
    const diagnostics = diagnosticsOf(this.#snapshot.analysis.problems, at, (edits) => this.edit(edits))
    this.#dispatch(setDiagnostics(this.#state, diagnostics))
    this.#dispatch({ effects: setVariables.of(this.#reader.variables(this.#facts)) })
  }

  #tell(changes: Partial<DraftSnapshot<Analysis>>): void {
    const next: DraftSnapshot<Analysis> = {
      ...this.#snapshot,
      ...changes,
      isDirty: !this.#state.doc.eq(this.#saved),
      canUndo: undoDepth(this.#state) > 0,
      canRedo: redoDepth(this.#state) > 0,
    }
    if (isSame(next, this.#snapshot)) return
    this.#snapshot = next
    for (const listener of this.#listeners) listener()
  }

  /** The changes that turn `doc`, by default the draft, into a text. */
  #changesTo(text: string, doc = this.#state.doc) {
    const before = doc.sliceString(0, undefined, this.#lineBreak)
    return textChanges(before, text).map(({ from, to, insert }) => ({
      from: positionAt(doc, from, this.#lineBreak),
      to: positionAt(doc, to, this.#lineBreak),
      insert: this.#state.toText(insert),
    }))
  }
}

const fromOutside = [Transaction.addToHistory.of(false), Transaction.remote.of(true)]

/** Whether two sets of changes of a text touch the same line or neighbouring ones. */
function isNear(doc: Text, changes: readonly { from: number; to: number }[], others: ChangeSet): boolean {
  return changes.some(({ from, to }) => {
    const start = doc.line(Math.max(1, doc.lineAt(from).number - 1)).from
    const end = doc.line(Math.min(doc.lines, doc.lineAt(to).number + 1)).to
    return others.touchesRange(start, end) !== false
  })
}

function isSame<Analysis extends TextAnalysis>(
  left: DraftSnapshot<Analysis>,
  right: DraftSnapshot<Analysis>,
): boolean {
  return (
    left.analysis === right.analysis &&
    left.isDirty === right.isDirty &&
    left.canUndo === right.canUndo &&
    left.canRedo === right.canRedo
  )
}
