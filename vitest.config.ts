import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { engineFlags } from './src-main/services/v8-flags.ts'
import { alias, enginePlugins } from './vite.shared.ts'

const shared = {
  plugins: [enginePlugins, vue()],
  resolve: { alias },
}

/**
 * A worker keeps its modules from file to file, which takes a third of the time: so no test replaces a module, and
 * what one stubs is put back.
 */
const TOGETHER = { isolate: false, maxWorkers: '100%', restoreMocks: true, unstubGlobals: true }

/** These start processes and browsers of their own, which would only slow each other down. */
const ONE_BY_ONE = { maxWorkers: 1 }

/** As the engine's own process: told what float32 needs to use fused multiply-add. */
const WORKERS = { pool: 'forks' as const, execArgv: [...engineFlags()], testTimeout: 60_000, hookTimeout: 60_000 }

/** Suites by what they prove; `test/e2e` belongs to Playwright (playwright.config.ts). */
const suite = (name: string, include: string[], options: object) => ({
  ...shared,
  test: { name, include, ...WORKERS, ...options },
})

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['test/src-main/**/*.test.ts', 'test/bench/*.test.ts'], TOGETHER),
      suite('renderer', ['test/src-renderer/**/*.test.ts'], { ...TOGETHER, environment: 'happy-dom' }),
      suite('contract', ['test/contract/**/*.test.ts'], TOGETHER),
      suite('host', ['test/host/**/*.test.ts'], ONE_BY_ONE),
    ],
  },
})
