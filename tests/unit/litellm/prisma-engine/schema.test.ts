import { expect, it } from 'vitest'

import { schemaFor } from '../../../litellm/prisma-engine/schema.ts'

it('puts another generator in the place of the schema’s own', () => {
  const schema =
    'generator client {\n  provider = "prisma-client-py"\n  binaryTargets = ["native", "musl"]\n}\n\nmodel A {\n}\n'
  expect(schemaFor(schema, 'javascript')).toBe(
    'generator client {\n  provider = "prisma-client-js"\n  engineType = "client"\n  output = "./client"\n}\n\nmodel A {\n}\n',
  )
  expect(() => schemaFor('model A {\n}\n', 'python')).toThrow('no generator')
})
