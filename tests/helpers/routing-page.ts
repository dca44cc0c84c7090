import type { ElectronApplication, Page } from '@playwright/test'

/** LiteLLM config files in the place of the gateway. */
export function routingPage(page: Page) {
  const main = page.getByRole('main')
  const review = page.getByRole('dialog', { name: /^Save changes to / })
  return {
    main,
    review,
    open: async () => {
      await page.keyboard.press('ControlOrMeta+3')
      const sections = page.getByRole('navigation', { name: 'Gateway', exact: true })
      await sections.getByRole('button', { name: 'Routing' }).click()
    },
    openFile: main.getByRole('button', { name: 'Open a config.yaml…' }),
    editor: main.getByRole('textbox', { name: /^Text of / }),
    view: (name: 'Form' | 'Picture' | 'Text') =>
      main.getByRole('radio', { name, exact: true }).check({ force: true }),
    picture: main.getByRole('region', { name: 'Who catches whom' }),
    /** The picture as its sentences. */
    sentences: main.getByRole('list', { name: 'Who catches whom, as a list' }).getByRole('listitem'),
    problems: main.getByRole('button', { name: /^(Valid|\d+ (problem|warning|note)s?)$/ }),
    problemList: page.getByRole('complementary', { name: 'Problems' }),
    rule: (source: string) => main.getByRole('region', { name: `When ${source} fails` }),
    reviewChanges: main.getByRole('button', { name: 'Review changes' }),
    save: review.getByRole('button', { name: 'Save', exact: true }),
    undoInToast: page.getByRole('status').getByRole('button', { name: 'Undo' }),
    action: async (name: string) => {
      await main.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name }).click()
    },
  }
}

/** Answers the next dialogs that ask for a file with this one. */
export async function answerFileDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
}
