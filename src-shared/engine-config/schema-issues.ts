import { z } from 'zod'

import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'

import { valueIn } from './config-lookup.ts'

/** One way a value is not what an engine's schema asks for. Holds nothing of the value. */
export type SchemaIssue =
  | { readonly kind: 'unknown-key'; readonly path: ConfigPath }
  | { readonly kind: 'missing'; readonly path: ConfigPath }
  | { readonly kind: 'wrong-type'; readonly path: ConfigPath; readonly expected: readonly string[] }
  | { readonly kind: 'wrong-value'; readonly path: ConfigPath; readonly allowed: readonly string[] }
  | { readonly kind: 'empty'; readonly path: ConfigPath }
  | { readonly kind: 'not-positive'; readonly path: ConfigPath }
  | { readonly kind: 'wrong-form'; readonly path: ConfigPath }

/** Everything a schema has against a value; nothing when it accepts it. */
export function schemaIssues(schema: z.ZodType, value: ConfigValue): SchemaIssue[] {
  const result = schema.safeParse(value)
  if (result.success) return []
  return result.error.issues.flatMap((issue) => flatten(issue, [])).map((issue) => settle(issue, value))
}

/** The keys a schema knows for the object at a path; empty where it takes any. */
export function keysAt(schema: z.ZodType, path: ConfigPath): string[] {
  return [...new Set(shapesAt(schema, path).flatMap((shape) => Object.keys(shape)))]
}

type RawIssue = z.core.$ZodIssue

function flatten(issue: RawIssue, base: ConfigPath): SchemaIssue[] {
  const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ kind: 'unknown-key', path: [...path, key] }))
    case 'invalid_type':
      return [{ kind: 'wrong-type', path, expected: [issue.expected] }]
    case 'invalid_value':
      return [{ kind: 'wrong-value', path, allowed: issue.values.map(String) }]
    case 'invalid_union':
      return flattenUnion(issue, path)
    case 'too_small':
      return [{ kind: issue.origin === 'string' ? 'empty' : 'not-positive', path }]
    default:
      return [{ kind: 'wrong-form', path }]
  }
}

/** The branch that is meant is the one whose outer type fits; where none does, every type would do. */
function flattenUnion(issue: z.core.$ZodIssueInvalidUnion, path: ConfigPath): SchemaIssue[] {
  if ('options' in issue && Array.isArray(issue.options)) {
    return [{ kind: 'wrong-value', path, allowed: issue.options.map(String) }]
  }
  const branches = issue.errors.map((issues) => issues.flatMap((inner) => flatten(inner, path)))
  const meant = branches.find((issues) => !issues.some((inner) => isOuterType(inner, path)))
  if (meant) return meant
  const expected = branches.flat().flatMap((inner) => (inner.kind === 'wrong-type' ? inner.expected : []))
  return [{ kind: 'wrong-type', path, expected: [...new Set(expected)] }]
}

function isOuterType(issue: SchemaIssue, path: ConfigPath): boolean {
  return issue.kind === 'wrong-type' && issue.path.length === path.length
}

/** What has a wrong type or value because it is not there is missing. */
function settle(issue: SchemaIssue, root: ConfigValue): SchemaIssue {
  const isAbout = issue.kind === 'wrong-type' || issue.kind === 'wrong-value'
  const isAbsent = isAbout && issue.path.length > 0 && valueIn(root, issue.path) === undefined
  return isAbsent ? { kind: 'missing', path: issue.path } : issue
}

function shapesAt(schema: unknown, path: ConfigPath): Readonly<Record<string, unknown>>[] {
  if (schema instanceof z.ZodOptional) return shapesAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option: unknown) => shapesAt(option, path))
  }
  const [step, ...rest] = path
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, unknown>> = schema.shape
    if (step === undefined) return [shape]
    return Object.hasOwn(shape, step) ? shapesAt(shape[step], rest) : []
  }
  if (step === undefined) return []
  if (schema instanceof z.ZodRecord) return shapesAt(schema.valueType, rest)
  return schema instanceof z.ZodArray ? shapesAt(schema.element, rest) : []
}
