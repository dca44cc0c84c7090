// Places loaded later bring the schema library, which would first try whether it may compile code; the content security policy
// refuses, and reports it. The library reads this when it starts, wherever that is, and stays out of the first chunk.
// Source: zod 4, core/core.ts, `__zod_globalConfig`; core/util.ts, `allowsEval`.
Reflect.set(globalThis, '__zod_globalConfig', { jitless: true })
