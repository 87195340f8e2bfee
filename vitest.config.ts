import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { alias, enginePlugins } from './vite.shared.ts'

const shared = {
  plugins: [enginePlugins, vue()],
  resolve: { alias },
}

/** Suites by what they prove; `test/e2e` belongs to Playwright (playwright.config.ts). */
const suite = (name: string, include: string[], environment: 'node' | 'happy-dom' = 'node') => ({
  ...shared,
  test: { name, include, environment, pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 60_000 },
})

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['test/src-main/**/*.test.ts', 'test/bench/*.test.ts']),
      suite('renderer', ['test/src-renderer/**/*.test.ts'], 'happy-dom'),
      suite('contract', ['test/contract/**/*.test.ts']),
      suite('host', ['test/host/**/*.test.ts']),
    ],
  },
})
