import { defineConfig } from 'playwright/test'
import { electronAbsence } from './src-main/launcher/test-plan.mjs'

type Host = 'browser' | 'double' | 'electron'

/** One project per host; the real Electron takes part where it can run. `npm test` names the Chromium to drive. */
const hosts: Host[] = electronAbsence() === null ? ['browser', 'double', 'electron'] : ['browser', 'double']
const chromium = process.env.CHROMIUM_PATH

export default defineConfig<{ host: Host }>({
  testDir: 'test/e2e',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  globalTimeout: 30 * 60_000,
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: chromium === undefined ? {} : { executablePath: chromium },
  },
  projects: hosts.map((host) => ({
    name: host,
    outputDir: `test-results/${host}`,
    metadata: { host },
    use: { host },
  })),
})
