import { fileURLToPath } from 'node:url'
import { offer, serve } from '@shared/protocol/server'
import { shellContract } from '@shared/protocol/shell-service'
import { settingsFolder } from '../services/settings-folder'
import { EngineProcess } from './engine-process'
import { parseOptions } from './options'
import { builtFiles, developmentFiles } from './page-files'
import { relay } from './relay'
import { startServer } from './server'
import { browserShell } from './shell-service'
import { WindowSeat } from './window-seat'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  let path = options.path
  const takePath = (): string | null => {
    const taken = path
    path = null
    return taken
  }
  const engine = new EngineProcess(here('./utility.js'), settingsFolder(process.env, process.platform))
  const shell = [offer('shell', shellContract, browserShell(takePath))]
  const seat = new WindowSeat()
  // Set by electron-vite while developing, never otherwise.
  const developmentUrl = process.env['ELECTRON_RENDERER_URL']
  const server = await startServer({
    port: options.port,
    files: developmentUrl === undefined ? builtFiles(here('../renderer/')) : developmentFiles(developmentUrl),
    connect(name, transport) {
      seat.take(name, transport)
      if (name === 'engine') relay(transport, engine.connect())
      else serve(transport, shell)
    },
  })
  process.stdout.write(`${server.url}\n`)
  const stop = (): void => {
    server.close()
    engine.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  process.on('disconnect', stop)
}

main().catch((thrown: unknown) => {
  const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE'
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  process.stderr.write(`${taken ? 'The port is taken by another program. Choose another with --port N.' : reason}\n`)
  process.exitCode = 1
})
