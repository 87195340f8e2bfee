// One instance per userData folder. Electron answers at once, so a file with the pid decides, and a socket carries the
// second instance's arguments to the first. (Not atomic, unlike Electron's.)
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAX_SOCKET_PATH = 100

export class SingleInstance {
  /** Resolves when the first instance has the message. @type {Promise<void>} */
  handedOver = Promise.resolve()
  #server
  #pidFile

  get held() {
    return this.#server !== undefined
  }

  /**
   * @param {string} userData @param {unknown} data
   * @param {(message: { argv: string[], cwd: string, data: unknown }) => void} notify
   * @returns {boolean} false if another instance has the lock
   */
  request(userData, data, notify) {
    if (this.held) return true
    const socket = socketFor(userData)
    this.#pidFile = join(userData, 'double.pid')
    if (otherInstance(this.#pidFile)) {
      this.handedOver = handOver(socket, { argv: process.argv, cwd: process.cwd(), data: data ?? null })
      return false
    }
    rmSync(socket, { force: true })
    writeFileSync(this.#pidFile, String(process.pid))
    this.#server = createServer((connection) => receive(connection, notify)).listen(socket)
    this.#server.unref()
    return true
  }

  release() {
    if (!this.held) return
    this.#server.close()
    this.#server = undefined
    rmSync(this.#pidFile, { force: true })
  }
}

/** In userData, unless that makes the path longer than a socket may have. @param {string} userData */
function socketFor(userData) {
  const inside = join(userData, 'double.sock')
  if (inside.length < MAX_SOCKET_PATH) return inside
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 16)
  return join(tmpdir(), `electron-double-${name}.sock`)
}

/** @param {string} pidFile @returns {boolean} true if another live process wrote it */
function otherInstance(pidFile) {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    if (pid === process.pid) return false
    process.kill(pid, 0)
    return true
  } catch {
    return false // no file, or its writer is dead
  }
}

function handOver(socket, message) {
  return new Promise((resolve) => {
    const connection = connect(socket, () => connection.end(JSON.stringify(message)))
    connection.on('close', () => resolve()).on('error', () => resolve())
    connection.resume()
  })
}

function receive(connection, notify) {
  let text = ''
  connection.setEncoding('utf8')
  connection.on('data', (part) => (text += part))
  connection.on('end', () => notify(JSON.parse(text)))
}
