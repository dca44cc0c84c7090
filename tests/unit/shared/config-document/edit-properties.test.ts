import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import { applyEditsToValue } from '../../../../src-shared/config-document/apply-edits.ts'
import {
  type ConfigDocument,
  readConfigDocument,
} from '../../../../src-shared/config-document/config-document.ts'
import type {
  ConfigEdit,
  ConfigPath,
  ConfigValue,
} from '../../../../src-shared/config-document/config-edit.ts'
import { ConfigEditError } from '../../../../src-shared/config-document/config-edit-error.ts'
import { isConfigArray, isConfigObject } from '../../../../src-shared/config-document/config-value.ts'
import {
  editConfigDocument,
  editConfigText,
} from '../../../../src-shared/config-document/edit-config-text.ts'
import { configText, configValue, keyValue } from '../../../helpers/config-text-arbitrary.ts'
import { propertyRuns } from '../../../helpers/property-runs.ts'

const parameters = { numRuns: propertyRuns(300) }

describe('an edited config text', () => {
  it('reads as the value the edit leads to', () => {
    fc.assert(
      fc.property(configText(), fc.array(editChoice(), { minLength: 1, maxLength: 3 }), (text, choices) => {
        let value = JSON5.parse<ConfigValue>(text)
        const edits: ConfigEdit[] = []
        for (const choice of choices) {
          const edit = chosenEdit(value, choice)
          if (edit === null) continue
          edits.push(edit)
          value = applyEditsToValue(value, [edit])
        }
        expect(JSON5.parse(editConfigText(text, edits))).toEqual(value)
      }),
      parameters,
    )
  })

  it('is known without reading it again', () => {
    fc.assert(
      fc.property(configText({ repeatsKeys: true }), editChoice(), (text, choice) => {
        const document = readConfigDocument(text)
        const edit = chosenEdit(document.value, choice)
        fc.pre(edit !== null)
        const edited = editedUnlessRefused(document, edit)
        expect(edited.root).toEqual(readConfigDocument(edited.text).root)
      }),
      parameters,
    )
  })

  it('is the same when the edit is made again', () => {
    fc.assert(
      fc.property(configText(), editChoice('set', 'delete', 'rename'), (text, choice) => {
        const edit = chosenEdit(JSON5.parse<ConfigValue>(text), choice)
        // A second delete of an element takes the next one.
        fc.pre(edit !== null && !(edit.type === 'delete' && typeof edit.path.at(-1) === 'number'))
        const once = editConfigText(text, [edit])
        expect(editConfigText(once, [edit])).toBe(once)
      }),
      parameters,
    )
  })

  it('is what it was when what was added is deleted again', () => {
    fc.assert(
      fc.property(configText(), editChoice('add', 'insert'), (text, choice) => {
        const edit = chosenEdit(JSON5.parse<ConfigValue>(text), choice)
        fc.pre(edit !== null)
        const added = editConfigText(text, [edit])
        expect(editConfigText(added, [{ type: 'delete', path: edit.path }]), added).toBe(text)
      }),
      parameters,
    )
  })

  it('keeps every byte outside the item and the gaps on both sides of it', () => {
    fc.assert(
      fc.property(configText(), editChoice('set', 'add', 'insert', 'delete', 'rename'), (text, choice) => {
        const document = readConfigDocument(text)
        const edit = chosenEdit(document.value, choice)
        fc.pre(edit !== null && edit.path.length > 0)
        const result = editConfigText(text, [edit])
        const { start, end } = surroundings(document, edit.path, edit.type === 'insert')
        expect(result.slice(0, start)).toBe(text.slice(0, start))
        expect(result.endsWith(text.slice(end))).toBe(true)
        expect(result.length).toBeGreaterThanOrEqual(start + text.length - end)
      }),
      parameters,
    )
  })

  it('loses only comments of a deleted item, and none in any other edit of one place', () => {
    fc.assert(
      fc.property(configText(), editChoice('add', 'insert', 'delete', 'rename', 'move'), (text, choice) => {
        const document = readConfigDocument(text)
        const edit = chosenEdit(document.value, choice)
        fc.pre(edit !== null)
        const kept = commentsOf(editConfigText(text, [edit]))
        const expected = new Set(commentsOf(text))
        if (edit.type === 'delete') {
          const { start, end } = surroundings(document, edit.path, false)
          for (const comment of commentsOf(text.slice(start, end)))
            if (!kept.includes(comment)) expected.delete(comment)
        }
        expect(kept.toSorted()).toEqual([...expected].toSorted())
      }),
      parameters,
    )
  })

  it('keeps the text of a moved element and of those it passes', () => {
    fc.assert(
      fc.property(configText(), editChoice('move'), (text, choice) => {
        const document = readConfigDocument(text)
        const edit = chosenEdit(document.value, choice)
        fc.pre(edit?.type === 'move')
        const list = edit.path.slice(0, -1)
        const texts = elementTexts(document, list)
        const [moved = ''] = texts.splice(Number(edit.path.at(-1)), 1)
        expect(elementTexts(readConfigDocument(editConfigText(text, [edit])), list)).toEqual(
          texts.toSpliced(edit.to, 0, moved),
        )
      }),
      parameters,
    )
  })

  it('differs from the one before only in the key after a rename, only in the literal after a new scalar', () => {
    fc.assert(
      fc.property(configText(), editChoice('rename', 'set'), (text, choice) => {
        const document = readConfigDocument(text)
        const edit = chosenEdit(document.value, choice)
        fc.pre(edit !== null)
        const range = document.rangeOf(edit.path)
        const isContainer = typeof document.valueAt(edit.path) === 'object'
        fc.pre(range !== null && (edit.type === 'rename' || !isContainer))
        const { start, end } = (edit.type === 'rename' ? range.key : range.value) ?? range.value
        const result = editConfigText(text, [edit])
        expect(result.startsWith(text.slice(0, start)) && result.endsWith(text.slice(end))).toBe(true)
      }),
      parameters,
    )
  })
})

/** Edits that repeated keys forbid leave the document as it is. */
function editedUnlessRefused(document: ConfigDocument, edit: ConfigEdit): ConfigDocument {
  try {
    return editConfigDocument(document, [edit])
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigEditError)
    expect(document.duplicates).not.toEqual([])
    return document
  }
}

type EditKind = 'set' | 'add' | 'insert' | 'delete' | 'rename' | 'move'

interface EditChoice {
  readonly kind: EditKind
  /** Chooses among the places of the document. */
  readonly place: number
  readonly to: number
  readonly key: string
  readonly value: ConfigValue
}

function editChoice(...kinds: EditKind[]): fc.Arbitrary<EditChoice> {
  const all: EditKind[] = ['set', 'add', 'insert', 'delete', 'rename', 'move']
  return fc.record({
    kind: fc.constantFrom(...(kinds.length > 0 ? kinds : all)),
    place: fc.nat(),
    to: fc.nat(),
    key: keyValue,
    value: configValue(),
  })
}

/** The edit a choice means in a document of this value; null when there is no place for it. */
function chosenEdit(
  value: ConfigValue,
  { kind, place, to, key, value: written }: EditChoice,
): ConfigEdit | null {
  const places = pathsIn(value).filter((path) => fits(kind, path, value))
  const path = places[place % places.length]
  if (path === undefined) return null
  const target = at(value, path)
  const parent = at(value, path.slice(0, -1))
  switch (kind) {
    case 'set':
    case 'delete':
      return kind === 'set' ? { type: 'set', path, value: written } : { type: 'delete', path }
    case 'add':
      return isConfigObject(target) && !Object.hasOwn(target, key)
        ? { type: 'set', path: [...path, key], value: written }
        : null
    case 'insert':
      return isConfigArray(target)
        ? { type: 'insert', path: [...path, to % (target.length + 1)], value: written }
        : null
    case 'rename':
      return isConfigObject(parent) && !Object.hasOwn(parent, key) ? { type: 'rename', path, key } : null
    case 'move':
      return isConfigArray(parent) ? { type: 'move', path, to: to % parent.length } : null
  }
}

function fits(kind: EditKind, path: ConfigPath, value: ConfigValue): boolean {
  switch (kind) {
    case 'set':
      return true
    case 'delete':
      return path.length > 0
    case 'add':
      return isConfigObject(at(value, path))
    case 'insert':
      return isConfigArray(at(value, path))
    case 'rename':
      return typeof path.at(-1) === 'string'
    case 'move':
      return typeof path.at(-1) === 'number'
  }
}

function pathsIn(value: ConfigValue, path: ConfigPath = []): ConfigPath[] {
  const steps = isConfigArray(value) ? [...value.keys()] : isConfigObject(value) ? Object.keys(value) : []
  return [path, ...steps.flatMap((step) => pathsIn(at(value, [step]) ?? null, [...path, step]))]
}

function at(value: ConfigValue, path: ConfigPath): ConfigValue | undefined {
  let result: ConfigValue | undefined = value
  for (const step of path) {
    if (isConfigArray(result)) result = result[Number(step)]
    else result = isConfigObject(result) && Object.hasOwn(result, step) ? result[step] : undefined
  }
  return result
}

/** From the end of what stands before an item, or would, to the start of what stands behind it. */
function surroundings(
  document: ConfigDocument,
  path: ConfigPath,
  isNew: boolean,
): { start: number; end: number } {
  const parent = path.slice(0, -1)
  const container = document.rangeOf(parent)?.value ?? { start: 0, end: document.text.length }
  const value = document.valueAt(parent) ?? null
  const ranges = (isConfigArray(value) ? [...value.keys()] : Object.keys(value ?? {}))
    .map((step) => document.rangeOf([...parent, step]))
    .map((range) => ({ start: (range?.key ?? range?.value)?.start ?? 0, end: range?.value.end ?? 0 }))
    .toSorted((one, other) => one.start - other.start)
  const own = document.rangeOf(path)
  const ownStart = (own?.key ?? own?.value)?.start
  const index = own === null ? ranges.length : ranges.findIndex((range) => range.start === ownStart)
  return {
    start: ranges[index - 1]?.end ?? container.start + 1,
    end: ranges[isNew || own === null ? index : index + 1]?.start ?? container.end - 1,
  }
}

function elementTexts(document: ConfigDocument, list: ConfigPath): string[] {
  const value = document.valueAt(list)
  const indexes = isConfigArray(value) ? [...value.keys()] : []
  return indexes.map((index) => {
    const range = document.rangeOf([...list, index])?.value
    return document.text.slice(range?.start, range?.end)
  })
}

function commentsOf(text: string): string[] {
  return text.match(/\/(?:\/|\*+) ?#\d+/g) ?? []
}
