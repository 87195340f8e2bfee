/**
 * Run in a process of its own, in whose TMPDIR the package unpacks: inflates the browser and the libraries of the system
 * it needs. Arguments: the folder of `@sparticuz/chromium`.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = process.argv[2] ?? ''
const { default: carried, inflate } = await import(pathToFileURL(join(folder, 'build', 'index.js')).href)
await carried.executablePath(join(folder, 'bin'))
await inflate(join(folder, 'bin', 'al2023.tar.br'))
