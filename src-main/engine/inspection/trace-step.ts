import { type BatchNumbers, type BranchTrace, type LayerStepTrace, type StepTrace } from '@shared/inspection/step-trace'
import { activationOf } from '../activations'
import { activationIdOf } from '../layers'
import { lossOf } from '../losses'
import { type EngineLayer, type EngineNetwork } from '../network'
import { type ProgramState } from '../program'
import { fusionOf, totalWeight } from '../reference/loss'
import { penaltyOf } from '../reference/penalty'
import { judgedStep, stepParts, type StepParts, type StepRequest } from '../reference/step'

/** More numbers of softmax's Jacobian than this are not written out. */
const MOST_JACOBIAN_TERMS = 250_000

/** One update as the reference engine would make it, with its numbers kept; `state` is left as it is. */
export interface TracedStep {
  readonly network: EngineNetwork
  readonly state: ProgramState
  readonly request: StepRequest
  readonly parts: StepParts
  readonly trace: StepTrace
}

/** Every number of one update. The numbers are those of `reference/step`: nothing is computed twice. */
export function traceStep(network: EngineNetwork, state: ProgramState, request: StepRequest): TracedStep {
  const parts = stepParts(network, state, request)
  const judged = judgedStep(network, state, request, parts)
  const { samples, rows, rate, settings } = request
  const trace: StepTrace = {
    step: state.step,
    rate,
    costFunction: network.loss,
    updateOrder: settings.updateOrder,
    output: network.outputLayer,
    rows,
    sampleWeights: samples.weights,
    totalWeight: totalWeight(rows.length, samples.weights),
    y: samples.y,
    losses: parts.losses,
    loss: parts.loss,
    penalty: penaltyOf(network, state.parameters, settings.regularization),
    gradientNorm: parts.gradientNorm,
    notFinite: judged.kind === 'made' ? null : judged.place,
    layers: network.layers.map((layer) => layerTrace(network, layer, { state, request, parts })),
  }
  return { network, state, request, parts, trace }
}

function layerTrace(
  network: EngineNetwork,
  layer: EngineLayer,
  { state, request, parts }: Pick<TracedStep, 'state' | 'request' | 'parts'>,
): LayerStepTrace {
  const { id, name, kind, sources, units, inputs } = layer
  const { pass, back } = parts
  const { x, z, a, kept } = pass[id]
  const output = id === network.outputLayer
  const gradientOfA = output ? costGradient(network, { request, parts }) : back.gradientOfA[id]
  return {
    id,
    name,
    kind,
    sources,
    units,
    inputs: kind === 'input' ? 0 : inputs,
    activation: activationIdOf(layer),
    x: kind === 'input' ? x.map(() => []) : x,
    z,
    a,
    ...activationNumbers(layer, { z, a, gradientOfA }),
    branches: branchesOf(network, layer, parts),
    gradientOfA,
    fused: output && fusionOf(network) !== null,
    delta: z && back.deltas[id],
    dropoutFactors: kept.factors ?? null,
    normalized: kept.normalized ?? null,
    inverseDeviations: kept.inverseDeviations ?? null,
    measured: kept.measured ?? null,
    parameters: Object.hasOwn(state.parameters, id) ? state.parameters[id] : null,
    sentThrough: Object.hasOwn(state.parameters, id) ? sendingParameters({ request, state, parts })[id] : null,
    gradients: Object.hasOwn(back.gradients, id) ? back.gradients[id] : null,
  }
}

/** The parameters that deltas are sent back through: in sequential order they have moved already. */
export function sendingParameters({ request, state, parts }: Pick<TracedStep, 'request' | 'state' | 'parts'>) {
  return request.settings.updateOrder === 'sequential' ? parts.parameters : state.parameters
}

/** dC/da of the output layer: of each sample's own cost times its weight, [samples][outputs]. */
export function costGradient(network: EngineNetwork, { request, parts }: Pick<TracedStep, 'request' | 'parts'>) {
  const { y, weights } = request.samples
  const { a } = parts.pass[network.outputLayer]
  return y.map((targets, sample) =>
    lossOf[network.loss].gradient(a[sample], targets).map((slope) => (weights ? slope * weights[sample] : slope)),
  )
}

function activationNumbers(
  layer: EngineLayer,
  { z, a, gradientOfA }: { z: BatchNumbers | null; a: BatchNumbers; gradientOfA: BatchNumbers },
): Pick<LayerStepTrace, 'derivative' | 'jacobianTerms'> {
  const activation = activationIdOf(layer)
  if (activation === null || z === null) return { derivative: null, jacobianTerms: null }
  const { derivative } = activationOf[activation]
  if (derivative)
    return {
      derivative: z.map((row, sample) => row.map((each, unit) => derivative(each, a[sample][unit]))),
      jacobianTerms: null,
    }
  const few = a.length * layer.units * layer.units <= MOST_JACOBIAN_TERMS
  return {
    derivative: null,
    jacobianTerms: few
      ? a.map((row, sample) =>
          row.map((share, k) => row.map((other, j) => gradientOfA[sample][j] * other * ((j === k ? 1 : 0) - share))),
        )
      : null,
  }
}

/** What each layer that this one feeds sends back to it, latest layer first, as `backward` adds them. */
function branchesOf(network: EngineNetwork, { id, units }: EngineLayer, { back }: StepParts): BranchTrace[] {
  return network.layers.toReversed().flatMap((consumer) =>
    startsOf(network, consumer)
      .filter(({ source }) => source === id)
      .map(({ start }) => ({
        layer: consumer.id,
        name: consumer.name,
        start,
        gradient: back.sentBack[consumer.id].map((row) => row.slice(start, start + units)),
      })),
  )
}

/** Where the units of each source begin among the inputs of a layer. */
export function startsOf(network: EngineNetwork, { sources }: EngineLayer): { source: string; start: number }[] {
  const unitsOf = new Map(network.layers.map(({ id, units }) => [id, units]))
  let next = 0
  return sources.map((source) => {
    const start = next
    next += unitsOf.get(source) ?? 0
    return { source, start }
  })
}
