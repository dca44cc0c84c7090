import JSON5 from 'json5'

import { readConfigDocument } from '../../src-shared/config-document/config-document.ts'
import type { ConfigEdit } from '../../src-shared/config-document/config-edit.ts'
import { editConfigDocument } from '../../src-shared/config-document/edit-config-text.ts'
import type { Figure } from './figure.ts'
import type { Measurement } from './measurement.ts'

const MODELS = 3000
const COMMENTED = 10_500
const middle = ['models', MODELS / 2]

/** Edits of config files of 1 MB, once read, and reading them, against json5 alone. What blocks a window must stay short. */
export const configEdits: Measurement = ({ runs, say }) => {
  const dense = JSON.stringify(
    { models: Array.from({ length: MODELS }, (_, index) => model(index)) },
    null,
    2,
  )
  const commented = `{\n${Array.from({ length: COMMENTED }, (_, index) => commentedLines(index)).join('')}}\n`
  say(`config texts of ${dense.length} and ${commented.length} characters`)
  return Promise.resolve([
    readFigure('dense', dense, runs),
    editFigure('dense: a field', dense, { type: 'set', path: [...middle, 'name'], value: 'Other' }, runs),
    editFigure('dense: a new model', dense, { type: 'insert', path: middle, value: model(-1) }, runs),
    editFigure('dense: a model gone', dense, { type: 'delete', path: middle }, runs),
    editFigure('dense: a model first', dense, { type: 'move', path: middle, to: 0 }, runs),
    readFigure('commented', commented, runs),
    editFigure('commented: a value', commented, { type: 'set', path: ['key5000'], value: 'x' }, runs),
    editFigure(
      'commented: a new key',
      commented,
      { type: 'set', path: ['key'], value: { a: 1, b: 2 } },
      runs,
    ),
    editFigure('commented: a key gone', commented, { type: 'delete', path: ['key5000'] }, runs),
    editFigure('commented: another key', commented, { type: 'rename', path: ['key0'], key: 'key' }, runs),
  ])
}

function model(index: number) {
  return {
    id: `model-${index}`,
    name: `Model ${index}`,
    reasoning: index % 3 === 0,
    input: ['text', 'image'],
    cost: { input: 1.5, output: 2, cacheRead: 0 },
    contextWindow: 128_000,
    note: 'One sentence as people write it beside a model.',
  }
}

function commentedLines(index: number): string {
  return `  // What this key is for, in a line of words.\n  /* And more. */\n  key${index}: ${index}, // behind it\n`
}

function readFigure(name: string, text: string, runs: number): Figure {
  return {
    name: `1 MB config, ${name}: reading`,
    unit: 'ms',
    samples: repeat(runs, () => readConfigDocument(text)),
    baseline: { name: 'json5', samples: repeat(runs, () => JSON5.parse(text)) },
    goal: { of: 'value', is: 'at most', limit: 50 },
  }
}

function editFigure(name: string, text: string, edit: ConfigEdit, runs: number): Figure {
  const document = readConfigDocument(text)
  return {
    name: `1 MB config, ${name}`,
    unit: 'ms',
    samples: repeat(runs, () => editConfigDocument(document, [edit])),
    baseline: null,
    goal: { of: 'value', is: 'at most', limit: 50 },
  }
}

/** Milliseconds of each run. */
function repeat(runs: number, action: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const start = performance.now()
    action()
    return performance.now() - start
  })
}
