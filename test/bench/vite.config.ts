import { defineConfig } from 'vite'
import { alias, enginePlugins, here, NODE_TARGET } from '../../vite.shared.ts'

/** The bench for plain Node: its own program, our contender, and the window that watches it. */
export default defineConfig({
  root: here('./test/bench'),
  logLevel: 'warn',
  publicDir: false,
  resolve: { alias },
  plugins: enginePlugins,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: NODE_TARGET,
    outDir: here('./node_modules/.cache/bench'),
    emptyOutDir: true,
    rollupOptions: {
      input: {
        bench: here('./test/bench/bench.ts'),
        ours: here('./test/bench/ours.ts'),
        window: here('./test/bench/window.ts'),
        thread: here('./src-main/utility/thread.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
})
