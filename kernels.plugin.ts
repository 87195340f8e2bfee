import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin } from 'vite'

const root = dirname(fileURLToPath(import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'kernels')

const OPTIONS = [
  '--optimizeLevel=3',
  '--noAssert',
  '--runtime=stub',
  '--enable=simd',
  '--enable=threads',
  '--importMemory',
  '--sharedMemory',
  '--maximumMemory=65536',
]

/** What an import of the kernels may ask for, and what the compiler is told. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  '?asc': OPTIONS,
  '?asc-relaxed': [...OPTIONS, '--enable=relaxed-simd'],
}

/**
 * `import { bytes } from './kernels/index.ts?asc'`: compiles AssemblyScript in this process and hands over the module's
 * bytes. What was compiled before is kept by the hash of its sources and options.
 */
export function kernels(): Plugin {
  return {
    name: 'kernels',
    enforce: 'pre',
    async load(id) {
      const variant = Object.keys(VARIANTS).find((suffix) => id.endsWith(suffix))
      if (variant === undefined) return null
      const entry = id.slice(0, -variant.length)
      const sources = readdirSync(dirname(entry), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.ts'),
      )
      for (const name of sources) this.addWatchFile(join(dirname(entry), name))
      const bytes = await compiled(entry, sources, VARIANTS[variant] ?? [])
      return `export const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (letter) => letter.charCodeAt(0))`
    },
  }
}

async function compiled(entry: string, sources: readonly string[], options: readonly string[]): Promise<Buffer> {
  const folder = dirname(entry)
  const hash = createHash('sha256').update(options.join(' '))
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')))
  for (const name of sources) hash.update(name).update(readFileSync(join(folder, name)))
  const kept = join(cache, `${hash.digest('hex').slice(0, 32)}.wasm`)
  if (existsSync(kept)) return readFileSync(kept)

  const { default: asc } = await import('assemblyscript/asc')
  let bytes: Buffer | null = null
  const { error, stderr } = await asc.main([entry.slice(folder.length + 1), '--outFile=kernels.wasm', ...options], {
    readFile: (name, base) => {
      const path = join(base === '.' ? folder : join(folder, base), name)
      return existsSync(path) ? readFileSync(path, 'utf8') : null
    },
    writeFile: (_name, contents) => {
      bytes = Buffer.from(contents)
    },
    listFiles: () => [],
  })
  if (error || bytes === null) throw new Error(`The kernels can't be compiled: ${stderr.toString() || String(error)}`)
  mkdirSync(cache, { recursive: true })
  writeFileSync(kept, bytes)
  return bytes
}
