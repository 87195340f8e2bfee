import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { alias, enginePlugins, here, NODE_TARGET } from './vite.shared.ts'

/**
 * Fixed input names, because hosts start `utility.js` by its name and people start `cli.js` by its name.
 * Everything but Electron and Node is bundled, so that the packaged app carries no node_modules.
 */
export default defineConfig({
  main: {
    resolve: { alias },
    plugins: enginePlugins,
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'bufferutil', 'utf-8-validate'],
        input: {
          index: here('./src-main/electron-host/index.ts'),
          utility: here('./src-main/utility/index.ts'),
          browser: here('./src-main/browser-host/index.ts'),
          cli: here('./src-main/cli/index.ts'),
          thread: here('./src-main/utility/thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: here('./src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('./src-renderer'),
    base: './',
    resolve: { alias },
    plugins: [vue()],
    build: { minify: true, rollupOptions: { input: here('./src-renderer/index.html') } },
  },
})
