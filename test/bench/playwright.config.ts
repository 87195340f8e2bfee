import { defineConfig } from 'playwright/test'

/** Measurements, not tests: nothing here passes or fails by speed. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  reporter: 'line',
})
