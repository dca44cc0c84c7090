import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { ConfigDraft } from '../../../../../../src-renderer/features/engines/draft/config-draft.ts'
import { noFacts } from './no-facts.ts'

const text = `{
  // The team's proxy
  models: { providers: { litellm: { baseUrl: 'http://a', api: 'openai-completions', models: [] } } },
  // Logs stay
  // on this computer
  gateway: { mode: 'local' },
}
`
const baseUrl = ['models', 'providers', 'litellm', 'baseUrl']

function draftOf(content: string): ConfigDraft {
  return new ConfigDraft({
    text: content,
    name: 'Text of nova-engine.json',
    definition: engineDefinition('nova-engine'),
    facts: noFacts,
  })
}

describe('ConfigDraft', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('holds the text as it is, whatever ends its lines', () => {
    for (const content of [text, text.replaceAll('\n', '\r\n'), `${text}\r`, ''])
      expect(draftOf(content).text).toBe(content)
  })

  it('changes the bytes an edit of the form needs and no others', () => {
    for (const content of [text, text.replaceAll('\n', '\r\n')]) {
      const draft = draftOf(content)
      draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
      expect(draft.text).toBe(content.replace('http://a', 'http://b'))
      expect(draft.snapshot).toMatchObject({ isDirty: true, canUndo: true, canRedo: false })
    }
  })

  it('knows at once what an edit of the form means', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: ['modles'], value: {} }])
    expect(draft.snapshot.analysis.problems.map(({ code, path }) => ({ code, path }))).toContainEqual({
      code: 'unknown-key',
      path: ['modles'],
    })
  })

  it('has one history for edits of the form and of the text', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    draft.write(draft.text.replace('// The', '// Our'))
    draft.undo()
    expect(draft.text).toBe(text.replace('http://a', 'http://b'))
    draft.undo()
    expect(draft.text).toBe(text)
    expect(draft.snapshot).toMatchObject({ isDirty: false, canUndo: false, canRedo: true })
    draft.redo()
    draft.redo()
    expect(draft.text).toBe(text.replace('http://a', 'http://b').replace('// The', '// Our'))
  })

  it('goes on showing the last document while the text is not JSON5, and refuses edits of the form', () => {
    const draft = draftOf(text)
    const before = draft.snapshot.analysis.document
    draft.write(`${text}oops`)
    const { analysis } = draft.snapshot
    expect(analysis).toMatchObject({ document: null, problems: [{ code: 'syntax', place: { line: 8 } }] })
    expect(analysis.shown).toBe(before)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    expect(draft.text).toBe(`${text}oops`)
  })

  it('keeps the steps of before when the file was saved', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    draft.fileRead(draft.text, noFacts)
    expect(draft.snapshot).toMatchObject({ isDirty: false, canUndo: true })
    draft.undo()
    expect(draft.text).toBe(text)
    expect(draft.snapshot.isDirty).toBe(true)
  })

  it('takes over a change of the file that is not near its own', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    const outside = text.replace("'local' }", "'local', port: 1 }").replace('{\n', '// New\n{\n\n\n')
    expect(draft.takeOver(outside, noFacts)).toBe(true)
    expect(draft.text).toBe(outside.replace('http://a', 'http://b'))
    expect(draft.savedText).toBe(outside)
    draft.undo()
    expect(draft.text).toBe(outside)
    expect(draft.snapshot.isDirty).toBe(false)
  })

  it('leaves a change of the file alone that is where its own are', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    const own = draft.text
    expect(draft.takeOver(text.replace('http://a', 'http://c'), noFacts)).toBe(false)
    expect(draft.takeOver(text.replaceAll('\n', '\r\n'), noFacts)).toBe(false)
    expect(draft.text).toBe(own)
    expect(draft.savedText).toBe(text)
  })

  it('takes up other line ends with the file', () => {
    const draft = draftOf(text)
    const windows = text.replaceAll('\n', '\r\n')
    draft.fileRead(windows, noFacts)
    expect(draft.text).toBe(windows)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    expect(draft.text).toBe(windows.replace('http://a', 'http://b'))
  })

  it('can go back to the file, and take that back', () => {
    const draft = draftOf(text)
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    draft.discard()
    expect(draft.snapshot.isDirty).toBe(false)
    draft.undo()
    expect(draft.text).toContain('http://b')
  })

  it('tells its views once for each change, and nothing when nothing changed', () => {
    const draft = draftOf(text)
    const told = vi.fn<() => void>()
    const stop = draft.subscribe(told)
    draft.edit([])
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://a' }])
    expect(told).not.toHaveBeenCalled()
    stop()
    draft.edit([{ type: 'set', path: baseUrl, value: 'http://b' }])
    expect(told).not.toHaveBeenCalled()
  })
})
