import { prepareData } from '@engine/data/prepare'
import { traceStep } from '@engine/inspection/trace-step'
import { layerUpdate } from '@engine/inspection/update-terms'
import { buildNetwork } from '@engine/network'
import { freshProgramState } from '@engine/program-state'
import { samplesOf } from '@engine/reference/program'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { fixture, workedDocument } from '../../../helpers/documents'
import { goldenTraces, largestDifference } from '../../../helpers/golden'
import { tracedAfter } from '../../../helpers/traced-steps'

function documentOf(json: unknown): ProjectDocument {
  const read = readDocument(json, 'traces.json')
  if (!read.ok) throw read.error
  return read.value
}

describe.each(goldenTraces())('PyTorch: $name', ({ document: json, rows, loss, losses, parameters, layers }) => {
  const document = documentOf(json)
  const network = buildNetwork(document)
  const { training: settings } = document
  const samples = samplesOf(prepareData(document, null), rows)
  const state = freshProgramState(network, settings, parameters)
  const { trace } = traceStep(network, state, { samples, rows, rate: 0.1, settings })

  test('the losses', () => {
    expect(largestDifference([trace.loss, ...trace.losses], [loss, ...losses])).toBeLessThan(1e-12)
  })

  test.each(Object.keys(layers))('%s: z, a, delta, dC/da and gradients', (id) => {
    const golden = layers[id]
    const ours = trace.layers.find((layer) => layer.id === id)
    if (!golden || !ours) throw new Error(`There is no layer ${id}.`)
    const pairs = {
      z: [ours.z, golden.z],
      a: [ours.a, golden.a],
      delta: [ours.delta, golden.delta],
      ...(golden.gradientOfA ? { gradientOfA: [ours.gradientOfA, golden.gradientOfA] } : {}),
      weights: [ours.gradients?.weights ?? null, golden.gradients?.weights ?? null],
      biases: [ours.gradients ? [ours.gradients.biases] : null, golden.gradients ? [golden.gradients.biases] : null],
    }
    for (const [what, [actual, expected]] of Object.entries(pairs)) {
      expect(actual === null, what).toBe(expected === null)
      expect(largestDifference(actual?.flat() ?? [], expected?.flat() ?? []), what).toBeLessThan(1e-12)
    }
  })
})

describe('the worked example of the lecture note', () => {
  const { computed } = fixture('test/fixtures/worked-example.json') as {
    computed: {
      forward: Record<'z1' | 'a1' | 'z2' | 'a2', number[]> & { E: number }
      backward: Record<'gradC' | 'sp2' | 'd2' | 'wTd' | 'sp1' | 'd1' | 'db1' | 'db2', number[]> & {
        dW1: number[][]
        dW2: number[][]
        partials: { dEo1_douth1: number; dEo2_douth1: number }
      }
      afterOneUpdate_biasesFixed: { parameters: Record<'W1' | 'W2', number[][]> & Record<'b1' | 'b2', number[]> }
    }
  }
  const made = tracedAfter(workedDocument(), 0)
  if (!made) throw new Error('The first update is finite.')
  const { traced } = made
  const [, hidden, output] = traced.trace.layers
  if (!hidden || !output) throw new Error('The worked example has two dense layers.')
  const close = (actual: readonly number[] | undefined, expected: readonly number[]): void =>
    expect(largestDifference(actual ?? [], expected)).toBeLessThan(1e-12)

  test('forward and loss', () => {
    const { z1, a1, z2, a2, E } = computed.forward
    close(hidden.z?.[0], z1)
    close(hidden.a[0], a1)
    close(output.z?.[0], z2)
    close(output.a[0], a2)
    close([traced.trace.loss], [E])
  })

  test('backward: dC/da, derivatives, deltas, gradients, and the two terms that reach the first hidden unit', () => {
    const { gradC, sp2, d2, wTd, sp1, d1, dW1, dW2, db1, db2, partials } = computed.backward
    close(output.gradientOfA[0], gradC)
    close(output.derivative?.[0], sp2)
    close(output.delta?.[0], d2)
    close(hidden.gradientOfA[0], wTd)
    close(hidden.branches[0]?.gradient[0], wTd)
    close(hidden.derivative?.[0], sp1)
    close(hidden.delta?.[0], d1)
    close(hidden.gradients?.weights.flat(), dW1.flat())
    close(output.gradients?.weights.flat(), dW2.flat())
    close(hidden.gradients?.biases, db1)
    close(output.gradients?.biases, db2)
    const terms = output.parameters?.weights.map((row, unit) => (row[0] ?? 0) * (output.delta?.[0]?.[unit] ?? 0))
    close(terms, [partials.dEo1_douth1, partials.dEo2_douth1])
  })

  test('update', () => {
    const { W1, W2, b1, b2 } = computed.afterOneUpdate_biasesFixed.parameters
    const after = (id: string) => {
      const layer = traced.network.layers.find((each) => each.id === id)
      return layer && layerUpdate(traced, layer)?.terms.find(({ name }) => name === 'new')
    }
    close(after('hidden')?.weights.flat(), W1.flat())
    close(after('output')?.weights.flat(), W2.flat())
    close(after('hidden')?.biases, b1)
    close(after('output')?.biases, b2)
  })
})
