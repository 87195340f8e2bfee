/**
 * The door of every command. It must parse on any Node that knows ES modules, so it has no static import:
 * what needs a newer Node is imported after the version is known to be new enough.
 */

const OLDEST = { major: 20, minor: 19 }

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} one sentence, when this Node is too old
 */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return null
  return `Backprop Studio needs Node ${OLDEST.major}.${OLDEST.minor} or newer, and this is Node ${version}: please install a newer one.`
}

/**
 * Runs a command and sets the exit code of the process. An error becomes one sentence; its stack is for developers
 * and shows with BACKPROP_DEBUG=1.
 *
 * @param {() => Promise<{ main(args: string[]): Promise<number> }>} load
 */
export async function launch(load) {
  const problem = nodeTooOld(process.versions.node)
  if (problem !== null) {
    console.error(problem)
    process.exitCode = 1
    return
  }
  try {
    const command = await load()
    process.exitCode = await command.main(process.argv.slice(2))
  } catch (error) {
    const debug = process.env.BACKPROP_DEBUG === '1' || !(error instanceof Error)
    console.error(debug ? error : error.message)
    process.exitCode = 1
  }
}
