import { resolve } from 'node:path'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const here = import.meta.dirname

/**
 * Everything is bundled, so the app starts from a handful of files. The one thing it takes from node_modules is DuckDB's
 * native library, which is a file for each system.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: resolve(here, 'src-main/index.ts'),
          'conversation-worker': resolve(here, 'src-main/conversation/conversation-worker.ts'),
          guard: resolve(here, 'src-main/local-gateway/guard.ts'),
          'engine-worker': resolve(here, 'src-main/engine/engine-worker.ts'),
          'routing-worker': resolve(here, 'src-main/routing/routing-worker.ts'),
          'spend-worker': resolve(here, 'src-main/spend/spend-worker.ts'),
        },
        external: ['electron', '@duckdb/node-bindings'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: resolve(here, 'src-preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'src-renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    // The page is at app://, so hot reload has to be told where its server is.
    server: { host: '127.0.0.1', hmr: { protocol: 'ws', host: '127.0.0.1' } },
    build: {
      outDir: resolve(here, 'out/renderer'),
      rollupOptions: { input: { index: resolve(here, 'src-renderer/index.html') } },
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
    },
  },
})
