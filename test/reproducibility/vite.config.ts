import { defineConfig, type Plugin } from 'vite'
import { alias, enginePlugins, here, NODE_TARGET } from '../../vite.shared.ts'

/** A page has no modules of Node: those that helpers import for what is not used here leave nothing but their names. */
const withoutUnusedBuiltins: Plugin = {
  name: 'without-unused-builtins',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = file.code.replaceAll(/^import "node:[a-z_]+";\n/gm, '')
  },
}

/** The check of reproducibility for plain Node and for a page of a browser: the same bits of the same bundle. */
export default defineConfig({
  root: here('./test/reproducibility'),
  logLevel: 'warn',
  publicDir: false,
  resolve: { alias },
  plugins: [enginePlugins, withoutUnusedBuiltins],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: NODE_TARGET,
    outDir: here('./node_modules/.cache/reproducibility'),
    emptyOutDir: true,
    rollupOptions: {
      input: {
        node: here('./test/reproducibility/node.ts'),
        page: here('./test/reproducibility/page.ts'),
        thread: here('./src-main/utility/thread.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
})
