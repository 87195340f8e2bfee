import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Command } from './contender'
import { type Peer } from './peers'

/** Variables that change which kernels OpenBLAS takes: with them NumPy would not be at its best. */
const NOT_FOR_PEERS = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE']

/** With so many threads in every library; GOMP_SPINCOUNT because waiting threads would take the processor from working ones. */
export function peerEnvironment(threads: number, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const count = String(threads)
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_PEERS.includes(name))),
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    GOMP_SPINCOUNT: '0',
    PYTHONDONTWRITEBYTECODE: '1',
  }
}

/** V8 knows relaxed SIMD without a flag from 12.4 on, which is Node 22; in Node 20 it must be asked for. */
export function engineFlags(v8 = process.versions.v8): string[] {
  const [major = 0, minor = 0] = v8.split('.').map(Number)
  return major > 12 || (major === 12 && minor >= 4) ? [] : ['--experimental-wasm-relaxed-simd']
}

/** Pairs 128-bit operations into 256-bit ones; experimental, so it is measured and never the default. */
export const REVECTORIZE = '--experimental-wasm-revectorize'

export function nodeKnows(flag: string): boolean {
  return spawnSync(process.execPath, [flag, '-e', '0']).status === 0
}

export function ourCommand(built: string, flags: readonly string[] = []): Command {
  const args = ['--expose-gc', ...engineFlags(), ...flags, join(built, 'ours.mjs')]
  return { program: process.execPath, args, env: process.env }
}

export function peerCommand({ kind, script, threads }: Peer, folder: string, python: string): Command {
  const path = join(folder, 'peers', script)
  const env = peerEnvironment(threads)
  return kind === 'python' ? { program: python, args: [path], env } : { program: process.execPath, args: [path], env }
}

/** The first interpreter that has PyTorch, else the first that has NumPy; null: there is none. */
export function findPython(named: string | undefined): string | null {
  const usual =
    process.platform === 'win32'
      ? ['python', 'python3']
      : ['python3', 'python', '/usr/bin/python3', '/usr/local/bin/python3']
  const candidates = named === undefined ? usual : [named]
  const having = (module: string): string | undefined =>
    candidates.find((python) => spawnSync(python, ['-c', `import ${module}`], { env: peerEnvironment(1) }).status === 0)
  return having('torch') ?? having('numpy') ?? null
}
