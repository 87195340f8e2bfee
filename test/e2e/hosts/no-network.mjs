// Loaded into every process of the program under test (NODE_OPTIONS=--import): a connection or a name lookup beyond
// this machine is written to the file that NETWORK_RECORD names, and refused.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const record = process.env.NETWORK_RECORD
const isLocal = (host) => ['localhost', '127.0.0.1', '::1'].includes(host) || host.endsWith('.localhost')

function refuse(what) {
  if (record) appendFileSync(record, `${what}\n`)
  throw new Error(`The program under test reached for ${what}.`)
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args
  const host =
    typeof first === 'object' && first !== null
      ? first.path
        ? null
        : (first.host ?? 'localhost')
      : typeof first === 'string'
        ? null
        : (args[1] ?? 'localhost')
  if (typeof host === 'string' && !isLocal(host)) refuse(host)
  return connect.apply(this, args)
}

for (const names of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const ask = names[name]
    names[name] = function (host, ...rest) {
      if (typeof host === 'string' && !isLocal(host)) refuse(host)
      return ask.call(this, host, ...rest)
    }
  }

dgram.createSocket = () => refuse('a datagram')

// Named imports of these modules see the guards too.
syncBuiltinESMExports()
