import { test } from '../helpers/desk.ts'
for (let i = 0; i < 90; i++) test(`launch ${i}`, async ({ launch }) => { await launch() })
