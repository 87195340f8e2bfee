/** @typedef {import('./suites.mjs').Host} Host */

/**
 * Takes `--chromium=SOURCE` out of arguments. It is for testing the sources themselves: only that one is tried.
 *
 * @param {readonly string[]} args
 * @returns {{ only: string | null, rest: string[] }}
 */
export function chromiumSource(args) {
  const option = args.find((argument) => argument.startsWith('--chromium='))
  return { only: option?.slice('--chromium='.length) ?? null, rest: args.filter((argument) => argument !== option) }
}

/**
 * Takes `--host=HOST` out of arguments. `electron` means the real one where it can run, else its double.
 *
 * @param {readonly string[]} args
 * @param {boolean} realElectron
 * @returns {{ hosts: Host[], rest: string[], problem: null } | { hosts: null, rest: null, problem: string }}
 */
export function hostOption(args, realElectron) {
  /** @type {Host[]} */
  const every = realElectron ? ['browser', 'double', 'electron'] : ['browser', 'double']
  const option = args.find((argument) => argument.startsWith('--host='))
  const rest = args.filter((argument) => argument !== option)
  if (option === undefined) return { hosts: every, rest, problem: null }
  const named = option.slice('--host='.length)
  if (named === 'browser' || named === 'double') return { hosts: [named], rest, problem: null }
  if (named === 'electron') return { hosts: [realElectron ? 'electron' : 'double'], rest, problem: null }
  return { hosts: null, rest: null, problem: `--host is browser, electron or double, not "${named}".` }
}
