import { execFileSync } from 'node:child_process'

/** Runs the built command line; gives what it printed. */
export function commandLine(...args: string[]): string {
  return execFileSync(process.execPath, ['out/main/cli.js', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

/** The last of the JSON lines that `train --json` prints. */
export function lastReport(output: string): {
  epoch: number
  trainLoss: number
  validationLoss: number
  metrics: { validation: { accuracy: number } }
} {
  return JSON.parse(output.trim().split('\n').at(-1) ?? 'null')
}
