import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { kernels } from './kernels.plugin.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const shared = {
  plugins: [vue(), kernels()],
  resolve: { alias: { '@shared': here('./src-main/shared'), '@engine': here('./src-main/engine') } },
}

/** Suites by what they prove; `test/e2e` belongs to Playwright (playwright.config.ts). */
const suite = (name: string, include: string[], environment: 'node' | 'happy-dom' = 'node') => ({
  ...shared,
  test: { name, include, environment, pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 60_000 },
})

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['test/src-main/**/*.test.ts']),
      suite('renderer', ['test/src-renderer/**/*.test.ts'], 'happy-dom'),
      suite('contract', ['test/contract/**/*.test.ts']),
      suite('host', ['test/host/**/*.test.ts']),
    ],
  },
})
