import { activationOf } from '../activations'
import { activationIdOf } from '../layers'
import { lossOf } from '../losses'
import { type EngineLayer, type EngineNetwork, type Parameters } from '../network'
import { fusionOf, totalWeight } from '../reference/loss'
import { sendingParameters, startsOf, type TracedStep } from './trace-step'

/** A number of the computation: z or a of one unit for one sample, or the loss. */
export interface GraphNode {
  readonly layer: string
  readonly at: 'z' | 'a' | 'loss'
  /** Place in the batch. */
  readonly sample: number
  readonly unit: number
}

/** How `to` depends on a number that enters it directly: factor = d(to)/d(from). */
export interface GraphEdge {
  readonly to: GraphNode
  readonly factor: number
}

interface Consumer {
  readonly layer: EngineLayer
  readonly start: number
}

/**
 * The computation of a batch as a graph of single numbers, each edge with its local derivative: what the chain rule
 * multiplies along a path and adds over paths. The loss is the batch's weighted mean.
 */
export class ComputationGraph {
  private readonly network: EngineNetwork
  private readonly traced: TracedStep
  private readonly layers: ReadonlyMap<string, EngineLayer>
  private readonly consumers: ReadonlyMap<string, readonly Consumer[]>
  private readonly total: number
  private readonly sending: Parameters

  constructor(traced: TracedStep) {
    const { network, request } = traced
    this.network = network
    this.traced = traced
    this.layers = new Map(network.layers.map((layer) => [layer.id, layer]))
    this.consumers = new Map(
      network.layers.map(({ id }) => [
        id,
        network.layers.flatMap((layer) =>
          startsOf(network, layer)
            .filter(({ source }) => source === id)
            .map(({ start }) => ({ layer, start })),
        ),
      ]),
    )
    this.sending = sendingParameters(traced)
    this.total = totalWeight(request.rows.length, request.samples.weights)
  }

  /** How many edges leave the numbers from `layer` on, of one sample (of all samples where they are mixed). */
  edgesBehind(layer: string): number {
    const reached = new Set([layer])
    let edges = 0
    for (const each of this.network.layers) {
      if (!each.sources.some((source) => reached.has(source))) continue
      reached.add(each.id)
      edges += each.kind === 'dense' ? each.units * each.inputs : each.units
      if (each.kind === 'layer-normalization' || activationIdOf(each) === 'softmax') edges += each.units * each.units
      if (each.kind === 'batch-normalization') edges += each.units * this.traced.request.rows.length
    }
    return edges
  }

  /** The edges that leave a node; none leave the loss. */
  edgesOf(node: GraphNode): GraphEdge[] {
    switch (node.at) {
      case 'loss':
        return []
      case 'z':
        return this.throughActivation(node)
      case 'a':
        return [
          ...(this.consumers.get(node.layer) ?? []).flatMap((consumer) => this.into(consumer, node)),
          ...(node.layer === this.network.outputLayer ? [this.intoLoss(node, this.costSlope(node))] : []),
        ]
    }
  }

  private intoLoss({ layer, sample }: GraphNode, slope: number): GraphEdge {
    const { weights } = this.traced.request.samples
    const share = this.total === 0 ? 0 : (weights ? weights[sample] : 1) / this.total
    return { to: { layer, at: 'loss', sample, unit: 0 }, factor: slope * share }
  }

  private costSlope({ sample, unit }: GraphNode): number {
    const { parts, request } = this.traced
    return lossOf[this.network.loss].gradient(
      parts.pass[this.network.outputLayer].a[sample],
      request.samples.y[sample],
    )[unit]
  }

  private throughActivation(node: GraphNode): GraphEdge[] {
    const { layer: id, sample, unit } = node
    const { parts, request } = this.traced
    const { z, a } = parts.pass[id]
    if (id === this.network.outputLayer) {
      const fusion = fusionOf(this.network)
      if (fusion) return [this.intoLoss(node, fusion.delta(a[sample], request.samples.y[sample])[unit])]
    }
    const layer = this.layers.get(id)
    const activation = layer ? activationIdOf(layer) : null
    if (activation === null || z === null) return []
    const { derivative } = activationOf[activation]
    const to = (other: number): GraphNode => ({ layer: id, at: 'a', sample, unit: other })
    if (derivative) return [{ to: to(unit), factor: derivative(z[sample][unit], a[sample][unit]) }]
    // Softmax: da_v/dz_u = a_v ([u = v] - a_u).
    const row = a[sample]
    return row.map((share, other) => ({ to: to(other), factor: share * ((other === unit ? 1 : 0) - row[unit]) }))
  }

  /** From a of a source to what the layer behind it computes first; see the files of `layers/` for the derivatives. */
  private into({ layer, start }: Consumer, { sample, unit }: GraphNode): GraphEdge[] {
    const input = start + unit
    const { kept } = this.traced.parts.pass[layer.id]
    const edge = (at: 'z' | 'a', to: number, factor: number, of = sample): GraphEdge => ({
      to: { layer: layer.id, at, sample: of, unit: to },
      factor,
    })
    switch (layer.kind) {
      case 'dense': {
        const { weights } = this.sending[layer.id]
        const { mask } = layer
        return weights.flatMap((row, to) => (mask?.[to][input] === 0 ? [] : [edge('z', to, row[input])]))
      }
      case 'activation':
        return [edge('z', input, 1)]
      case 'dropout':
        return [edge('a', input, kept.factors ? kept.factors[sample][input] : 1)]
      case 'input':
      case 'flatten':
      case 'concatenate':
        return [edge('a', input, 1)]
      case 'add':
        return [edge('a', input % layer.units, 1)]
      case 'batch-normalization': {
        const { normalized = [], inverseDeviations = [] } = kept
        const scale = this.sending[layer.id].weights[0][input] * inverseDeviations[input]
        const samples = normalized.length
        return normalized.map((row, of) => {
          const mixed = (1 + normalized[sample][input] * row[input]) / samples
          return edge('a', input, scale * ((of === sample ? 1 : 0) - mixed), of)
        })
      }
      case 'layer-normalization': {
        const { normalized = [], inverseDeviations = [] } = kept
        const [gamma] = this.sending[layer.id].weights
        const row = normalized[sample]
        return row.map((value, to) => {
          const mixed = (1 + row[input] * value) / layer.units
          return edge('a', to, gamma[to] * inverseDeviations[sample] * ((to === input ? 1 : 0) - mixed))
        })
      }
    }
  }
}
