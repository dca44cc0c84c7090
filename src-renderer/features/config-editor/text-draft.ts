import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { ChangeSet, EditorState, type Text, Transaction, type TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

import type { ConfigEdit, ConfigPath } from '#shared/config-document/config-edit.ts'
import type { TextRange } from '#shared/config-document/config-document.ts'

import type { ConfigLanguage } from './text/config-language.ts'
import { diagnosticsOf } from './text/editor-diagnostics.ts'
import { editingExtensions } from './text/editor-extensions.ts'
import { setPlace } from './text/place-mark.ts'
import { setVariables } from './text/variable-marks.ts'
import { areNear, changesTo, firstChanged } from './editor-changes.ts'
import { type LineBreak, lineBreakOf, positionAt } from './line-breaks.ts'

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
  /** Where a path is in the text that was read, key and value; null when it is not there. Left out where no form marks its place. */
  rangeOf?(
    analysis: Analysis,
    path: ConfigPath,
  ): { readonly key: TextRange | null; readonly value: TextRange } | null
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

/** A draft as views of any kind of config file know it. */
export interface EditedDraft<Analysis extends TextAnalysis = TextAnalysis> {
  readonly snapshot: DraftSnapshot<Analysis>
  readonly subscribe: (listener: () => void) => () => void
  undo(): void
  redo(): void
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
  readonly #isReadOnly: boolean
  readonly #listeners = new Set<() => void>()

  constructor(parts: {
    text: string
    /** How screen readers call the text. */
    name: string
    facts: Facts
    reader: DraftReader<Analysis, Facts>
    /** Whether the file is made by something else and only looked at. */
    isReadOnly?: boolean
  }) {
    this.#reader = parts.reader
    this.#facts = parts.facts
    this.#name = parts.name
    this.#isReadOnly = parts.isReadOnly ?? false
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

  get isReadOnly(): boolean {
    return this.#isReadOnly
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
        changes: changesTo(this.#state.doc, text, lineBreak),
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
    const theirs = changesTo(this.#saved, text, lineBreak)
    const own = ChangeSet.of(changesTo(this.#saved, this.text, lineBreak), length)
    if (areNear(this.#saved, theirs, own)) return false
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

  /** Marks where in the text the form is, and brings it into sight; null marks nothing. */
  showPlace(path: ConfigPath | null): void {
    const range = path === null ? null : this.#reader.rangeOf?.(this.#snapshot.analysis, path)
    const isBehind = this.#timer !== undefined
    if (range === null || range === undefined || isBehind) {
      this.#dispatch({ effects: setPlace.of(null) })
      return
    }
    const from = positionAt(this.#state.doc, (range.key ?? range.value).start, this.#lineBreak)
    const to = positionAt(this.#state.doc, range.value.end, this.#lineBreak)
    this.#dispatch({
      effects: [
        setPlace.of({ from, to }),
        EditorView.scrollIntoView(from, { y: 'nearest', x: 'nearest', yMargin: 48 }),
      ],
    })
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

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }

  #start(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.readOnly.of(this.#isReadOnly),
        editingExtensions(this.#lineBreak, this.#name, this.#reader.language),
      ],
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
    const changes = this.#state.changes(changesTo(this.#state.doc, text, this.#lineBreak))
    const place = firstChanged(changes)
    this.#dispatch({
      changes,
      userEvent: 'input.form',
      annotations: isolateHistory.of('full'),
      // So that the text beside the form shows what the form does.
      effects: place === null ? [] : EditorView.scrollIntoView(place, { y: 'nearest', yMargin: 48 }),
    })
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
    const edit = this.#isReadOnly ? null : (edits: readonly ConfigEdit[]) => this.edit(edits)
    const diagnostics = diagnosticsOf(this.#snapshot.analysis.problems, at, edit)
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
}

const fromOutside = [Transaction.addToHistory.of(false), Transaction.remote.of(true)]

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
