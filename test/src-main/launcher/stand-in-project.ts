import { spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hashSources } from '../../../src-main/launcher/build-app.mjs'
import { root } from '../../../src-main/launcher/project.mjs'

const NOBODY = 65_534

/** A project with this launcher and stand-ins for everything it starts, in a folder whose name has a space. */
export class StandInProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'a project-'))

  constructor() {
    cpSync(join(root, 'src-main', 'launcher'), join(this.folder, 'src-main', 'launcher'), { recursive: true })
    this.write('package.json', '{ "type": "module" }')
    this.write('package-lock.json', '{ "packages": { "": {} } }')
    this.write('node_modules/.package-lock.json', '{ "packages": {} }')
    this.write('node_modules/electron/package.json', '{ "version": "45.4.1" }')
    for (const path of [
      'main/index.js',
      'main/utility.js',
      'main/thread.js',
      'main/cli.js',
      'preload/index.cjs',
      'renderer/index.html',
    ]) {
      this.write(`out/${path}`, '')
    }
    this.write(
      'out/main/browser.js',
      `console.log('browser host ' + process.argv.slice(2).join(' '))\nconsole.log('http://127.0.0.1:4000/?token=abc')\n`,
    )
    this.markAsBuilt()
  }

  markAsBuilt(): void {
    this.write('out/.stamp', hashSources(this.folder))
  }

  write(path: string, text: string, mode = 0o644): void {
    const full = join(this.folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, text, { mode })
  }

  /**
   * Runs a command of the launcher; as another user where the tests run as root, for whom Electron is never started.
   *
   * @returns the lines of its output and errors, and its exit code
   */
  async run(
    command: string,
    args: string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ lines: string[]; code: number | null }> {
    const superuser = process.getuid?.() === 0
    if (superuser) giveAway(this.folder)
    const { PATH, SystemRoot } = process.env
    const child = spawn(process.execPath, [join(this.folder, 'src-main', 'launcher', `${command}.mjs`), ...args], {
      cwd: this.folder,
      env: { PATH, SystemRoot, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(superuser ? { uid: NOBODY, gid: NOBODY } : {}),
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    return { lines: output.trim().split(/\r?\n/), code }
  }
}

function giveAway(folder: string): void {
  chownSync(folder, NOBODY, NOBODY)
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) giveAway(path)
    else chownSync(path, NOBODY, NOBODY)
  }
}
