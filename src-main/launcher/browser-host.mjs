import { join } from 'node:path'
import { openWindow } from './open-window.mjs'
import { ending, startChild } from './processes.mjs'
import { root, say } from './project.mjs'

const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/m

/**
 * Watches output for the line that is the host's address.
 *
 * @param {(address: string) => void} found called once
 * @returns {(chunk: string) => void}
 */
export function addressWatch(found) {
  let text = ''
  let done = false
  return (chunk) => {
    if (done) return
    text += chunk
    const lastBreak = text.lastIndexOf('\n')
    const match = ADDRESS.exec(text.slice(0, lastBreak + 1).replaceAll('\r', ''))
    if (match === null) {
      text = text.slice(text.lastIndexOf('\n', lastBreak - 1) + 1)
      return
    }
    done = true
    found(match[0])
  }
}

/**
 * Runs the browser host until it ends. Its standard output is passed through.
 *
 * @param {object} options
 * @param {boolean} options.open
 * @param {number | null} options.port
 * @param {string | null} options.path
 * @param {string} [options.script]
 * @param {(address: string) => Promise<boolean>} [options.show]
 */
export async function runBrowserHost({
  open,
  port,
  path,
  script = join(root, 'out', 'main', 'browser.js'),
  show = openWindow,
}) {
  const args = [script, ...(port === null ? [] : ['--port', String(port)]), ...(path === null ? [] : [path])]
  const child = startChild(process.execPath, args, { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] })
  child.stdout?.pipe(process.stdout, { end: false })
  if (open) {
    child.stdout?.setEncoding('utf8').on(
      'data',
      addressWatch((address) => {
        void show(address).then((shown) => {
          if (!shown) say('No browser could be opened here: open the address above in one.')
        })
      }),
    )
  }
  return ending(child)
}
