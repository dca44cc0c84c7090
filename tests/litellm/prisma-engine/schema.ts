const generators = {
  python: ['provider = "prisma-client-py"', 'recursive_type_depth = -1'],
  javascript: ['provider = "prisma-client-js"', 'engineType = "client"', 'output = "./client"'],
} as const

/** LiteLLM's schema.prisma with another generator in place of its own, for this system alone. Throws without one. */
export function schemaFor(schema: string, generator: keyof typeof generators): string {
  const own = /^generator \w+ \{[^}]*\}/m
  if (!own.test(schema)) throw new Error('The schema has no generator.')
  const lines = generators[generator].map((line) => `  ${line}\n`).join('')
  return schema.replace(own, `generator client {\n${lines}}`)
}
