import type { YAMLError } from 'yaml'

/** What is wrong with a YAML text, as one sentence for people. */
export function yamlFaultMessage({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'A tab stands where the line is indented; YAML takes spaces only.'
    case 'BAD_INDENT':
      return 'This line is indented differently from those it belongs to.'
    case 'MISSING_CHAR':
      return message.includes('quote') ? 'A closing quote is missing.' : sentence(message)
    case 'MULTIPLE_DOCS':
      return 'There are several documents in this file; LiteLLM reads a file with one.'
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A colon is missing, or this line is indented differently from those it belongs to.'
    case 'TAG_RESOLVE_FAILED':
      return `${sentence(message)} LiteLLM reads no such tags.`
    case 'BAD_ALIAS':
      return sentence(message)
    default:
      return sentence(message)
  }
}

function sentence(message: string): string {
  const [first = ''] = message.split('\n')
  const words = first.replace(/ at line \d+, column \d+:?$/, '').trim()
  return /[.!?]$/.test(words) ? words : `${words}.`
}
