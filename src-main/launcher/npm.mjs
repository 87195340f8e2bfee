import { basename } from 'node:path'

/**
 * How to start npm: with the npm that started this command when there is one (no shell, so spaces in paths are safe),
 * else by name; on Windows npm is a batch file, which only a shell can start.
 *
 * @param {readonly string[]} args without spaces, because of that shell
 * @param {{ platform?: NodeJS.Platform, env?: NodeJS.ProcessEnv, node?: string }} [surroundings]
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args, { platform = process.platform, env = process.env, node = process.execPath } = {}) {
  const script = env.npm_execpath
  if (script !== undefined && basename(script) === 'npm-cli.js') {
    return { command: node, args: [script, ...args], shell: false }
  }
  const windows = platform === 'win32'
  return { command: windows ? 'npm.cmd' : 'npm', args: [...args], shell: windows }
}
