import { fileURLToPath } from 'node:url'
import { serve } from '@shared/protocol/server'
import { engineServices } from '../services/engine-services'
import { nodeFiles } from '../services/files/node-files'
import { acceptConnections } from '../services/transports/child-process-transport'
import { type EventPort, portTransport } from '../services/transports/port-transport'

/**
 * The process where training lives. Electron's host hands it one MessagePort per window connection, the browser host
 * speaks over Node's own channel; the services are the same, and so is the run when a window reloads.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { ports: EventPort[] }) => void): void
}

const settings = process.argv[2] ?? process.cwd()
const resources = fileURLToPath(new URL('../../resources/', import.meta.url))
const threadScript = fileURLToPath(new URL('./thread.js', import.meta.url))
const offers = engineServices(nodeFiles, { resources, settings, threadScript })

const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
if (parentPort) {
  parentPort.on('message', ({ ports }) => {
    for (const port of ports) serve(portTransport(port), offers)
  })
} else {
  acceptConnections((transport) => serve(transport, offers))
  process.on('disconnect', () => process.exit(0))
}
