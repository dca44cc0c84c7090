import type { Locator, Page } from '@playwright/test'

/** The place of conversations. */
export function chatPage(page: Page) {
  const pane = page.getByRole('region', { name: 'Conversation', exact: true })
  const list = page.getByRole('complementary', { name: 'Conversations' })
  const composer = pane.getByRole('textbox', { name: 'Message', exact: true })
  const model = pane.getByRole('button', { name: /^Model: / })
  return {
    pane,
    list,
    composer,
    model,
    send: pane.getByRole('button', { name: 'Send', exact: true }),
    stop: pane.getByRole('button', { name: 'Stop', exact: true }),
    messages: pane.getByRole('log', { name: 'Messages' }),
    questions: pane.getByRole('article', { name: 'You' }),
    answers: pane.getByRole('article', { name: /^Answer by / }),
    parameters: pane.getByRole('button', { name: /^Parameters/ }),
    newChat: list.getByRole('button', { name: 'New chat' }),
    search: list.getByRole('textbox', { name: 'Search conversations' }),
    toast: page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) }),
    /** A conversation in the list, by its title. */
    conversation: (title: string) => list.getByRole('button', { name: new RegExp(`^${title}`) }),
    newFolder: list.getByRole('button', { name: 'New folder' }),
    /** The head of a folder in the list, by its name. */
    folder: (name: string) => list.getByRole('button', { name: new RegExp(`^${name} \\d`) }),
    /** Opens the menu of a conversation or, by "the folder …", of a folder. */
    optionsFor: async (name: string) => {
      const options = list.getByRole('button', { name: `Options for ${name}`, exact: true })
      const line = list.getByRole('listitem').filter({ hasText: name.replace(/^the folder /, '') })
      await line.first().hover()
      await options.click()
      return page.getByRole('menu')
    },
    /** Every conversation in the list, in order. */
    conversations: list.getByRole('listitem').filter({ has: page.getByRole('button') }),
    /** Types a message and sends it. */
    ask: async (text: string) => {
      await composer.fill(text)
      await composer.press('Enter')
    },
    /** Chooses the model that new messages ask. */
    chooseModel: async (name: string) => {
      await model.click()
      const picker = page.getByRole('dialog', { name: 'Choose a model' })
      await picker.getByRole('combobox').fill(name)
      await picker
        .getByRole('option', { name: new RegExp(`^${name}\\b(?!-)`) })
        .first()
        .click()
    },
  }
}

/** What belongs to one answer. */
export function answerParts(answer: Locator) {
  return {
    figures: answer.getByRole('list', { name: 'Use and cost' }),
    error: answer.getByRole('alert'),
    again: answer.getByRole('button', { name: 'Answer again' }),
    details: answer.getByRole('group').filter({ hasText: 'Details' }),
    button: (name: string | RegExp) => answer.getByRole('button', { name, exact: true }),
    previous: answer.getByRole('button', { name: 'Previous version' }),
    next: answer.getByRole('button', { name: 'Next version' }),
  }
}
