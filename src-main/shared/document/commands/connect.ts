import { type Command } from './command'
import { denseFrom, withoutExactWeightsOf } from './dense-behind'

/** Leads the outputs of `from` into `to`; a connection that exists stays single. */
export function connect(from: string, to: string): Command {
  return {
    label: 'Connect layers',
    apply(document) {
      const { connections } = document.network
      if (from === to || connections.some((connection) => connection.from === from && connection.to === to))
        return document
      const next = { ...document, network: { ...document.network, connections: [...connections, { from, to }] } }
      return withoutExactWeightsOf(next, denseFrom(next.network, to))
    },
  }
}

export function disconnect(from: string, to: string): Command {
  return {
    label: 'Remove connection',
    apply(document) {
      const connections = document.network.connections.filter((each) => each.from !== from || each.to !== to)
      if (connections.length === document.network.connections.length) return document
      const next = { ...document, network: { ...document.network, connections } }
      return withoutExactWeightsOf(next, denseFrom(next.network, to))
    },
  }
}
