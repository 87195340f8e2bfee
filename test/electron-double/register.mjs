// Use as `node --import register.mjs boot.mjs <main bundle>`: in this process `electron` means the double,
// for `import` (resolve hook) and for `require` (Module._load), and both give the same objects.
import Module, { register } from 'node:module'

const double = new URL('./electron/index.mjs', import.meta.url).href
const hook = `
  const names = new Set(['electron', 'electron/main', 'electron/common'])
  export async function resolve(specifier, context, next) {
    return names.has(specifier) ? { url: ${JSON.stringify(double)}, shortCircuit: true } : next(specifier, context)
  }`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const load = Module._load
Module._load = function (name, ...rest) {
  if (/^electron(\/(main|common))?$/.test(name)) return globalThis[Symbol.for('electron double')].exports
  return load.call(this, name, ...rest)
}

process.versions.electron = '45.0.0-double'
process.versions.chrome ??= '0'
process.type = 'browser'
process.defaultApp = true
