import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

/** Dependencies that exist as ES modules only: bundled, because Electron's main process loads CommonJS. */
const esModulesOnly = [
  '@orpc/client',
  '@orpc/contract',
  '@orpc/openapi',
  '@orpc/server',
  '@orpc/zod',
  'conf',
  'electron-store',
  'p-limit',
];

export default defineConfig({
  main: {
    build: {
      // Electron 25 runs Node 18: see docs/decisions/0002-electron-runtime.md.
      target: 'node18',
      externalizeDeps: { exclude: esModulesOnly },
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          headless: resolve('src/main/headless.ts'),
          commands: resolve('src/main/commands.ts'),
        },
        output: { format: 'cjs', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      rollupOptions: { input: { index: resolve('src/preload/index.ts') }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: resolve('src/renderer'),
    base: './',
    esbuild: { jsx: 'automatic' },
    build: {
      target: 'chrome114',
      minify: 'esbuild',
      chunkSizeWarningLimit: 2048,
      rollupOptions: {
        input: { index: resolve('src/renderer/index.html') },
        onwarn(warning, warn) {
          // antd marks its files for React Server Components; bundlers without them say so for each file.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  },
});
