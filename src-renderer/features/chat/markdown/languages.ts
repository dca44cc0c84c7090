/** Names a language goes by in Markdown; the first is the one shown, all are compared in lower case. */
const languages = [
  { id: 'bash', names: ['Bash', 'sh', 'shell', 'zsh', 'shellscript', 'console', 'shell-session'] },
  { id: 'c', names: ['C', 'h'] },
  { id: 'cpp', names: ['C++', 'cpp', 'cc', 'cxx', 'hpp'] },
  { id: 'csharp', names: ['C#', 'cs', 'csharp'] },
  { id: 'css', names: ['CSS'] },
  { id: 'dart', names: ['Dart'] },
  { id: 'diff', names: ['Diff', 'patch'] },
  { id: 'docker', names: ['Dockerfile', 'docker'] },
  { id: 'go', names: ['Go', 'golang'] },
  { id: 'graphql', names: ['GraphQL', 'gql'] },
  { id: 'html', names: ['HTML', 'htm', 'xhtml'] },
  { id: 'ini', names: ['INI', 'properties', 'env', 'dotenv', 'conf'] },
  { id: 'java', names: ['Java'] },
  { id: 'javascript', names: ['JavaScript', 'js', 'mjs', 'cjs'] },
  { id: 'json', names: ['JSON', 'jsonl', 'ndjson'] },
  { id: 'json5', names: ['JSON5'] },
  { id: 'jsonc', names: ['JSONC'] },
  { id: 'jsx', names: ['JSX'] },
  { id: 'kotlin', names: ['Kotlin', 'kt', 'kts'] },
  { id: 'lua', names: ['Lua'] },
  { id: 'make', names: ['Makefile', 'make'] },
  { id: 'markdown', names: ['Markdown', 'md'] },
  { id: 'nginx', names: ['nginx'] },
  { id: 'php', names: ['PHP'] },
  { id: 'powershell', names: ['PowerShell', 'ps1', 'pwsh', 'ps'] },
  { id: 'python', names: ['Python', 'py', 'python3'] },
  { id: 'r', names: ['R'] },
  { id: 'ruby', names: ['Ruby', 'rb'] },
  { id: 'rust', names: ['Rust', 'rs'] },
  { id: 'scss', names: ['SCSS'] },
  { id: 'sql', names: ['SQL', 'postgresql', 'postgres', 'mysql', 'sqlite'] },
  { id: 'swift', names: ['Swift'] },
  { id: 'toml', names: ['TOML'] },
  { id: 'tsx', names: ['TSX'] },
  { id: 'typescript', names: ['TypeScript', 'ts', 'mts', 'cts'] },
  { id: 'xml', names: ['XML', 'svg', 'plist'] },
  { id: 'yaml', names: ['YAML', 'yml'] },
] as const

export type Language = (typeof languages)[number]['id']

const byName = new Map<string, (typeof languages)[number]>()
for (const language of languages) {
  for (const name of [language.id, ...language.names]) byName.set(name.toLowerCase(), language)
}

/** The language that can be coloured, or null when it is not known. */
export const languageOf = (name: string): Language | null => byName.get(name.toLowerCase())?.id ?? null

/** What to call the language on screen: its own spelling when it is known, as written when not. */
export const languageLabel = (name: string): string =>
  byName.get(name.toLowerCase())?.names[0] ?? (name === '' ? 'Text' : name)
