import { idsOf } from '@shared/catalog/entry'
import { losses } from '@shared/catalog/losses'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inspectionService } from '../../../../../src-main/services/training/inspection/inspection-service'
import { conventionsOf } from '../../../../../src-renderer/components/backprop/conventions/conventions'
import ConventionsTab from '../../../../../src-renderer/components/backprop/conventions/ConventionsTab.vue'
import { fixture, inlineDocument, workedDocument } from '../../../../helpers/documents'
import { type GoldenMembers } from '../../../../helpers/golden'
import { benchOf } from '../../../../helpers/training-bench'
import { showProject } from '../../../helpers/lessons'
import { mounted, unmountAll } from '../../../helpers/mounted'

afterEach(unmountAll)

const traceOf = (document: ProjectDocument): Promise<BatchTrace> =>
  inspectionService(benchOf(document).session).traceBatch({ batch: { kind: 'rows', rows: [0] } })
const told = async (document: ProjectDocument) => conventionsOf({ document, trace: await traceOf(document), sample: 0 })

/** Three outputs, so that a sum, a mean and half a sum differ. */
const three = (loss: ProjectDocument['training']['loss'], activation: 'linear' | 'sigmoid' | 'softmax') =>
  inlineDocument({
    features: [[1, 2]],
    targets: [[0, 1, 0]],
    layers: [
      denseLayer('output', 'Output', {
        units: 3,
        activation,
        initialWeights: [[0.5, -0.2], [0.1, 0.4], [-0.3, 0.25]], // prettier-ignore
      }),
    ],
    training: { loss },
  })

describe('conventions', () => {
  it('what each prints for the loss: half a sum here, a mean elsewhere', async () => {
    const [loss] = await told(three('half-squared-error', 'linear'))
    const half = 0.5 * (0.1 ** 2 + 0.1 ** 2 + 0.2 ** 2)
    expect(loss?.numbers?.here).toBeCloseTo(half, 15)
    expect(loss?.numbers?.note).toBeCloseTo(half, 15)
    expect(loss?.numbers?.keras).toBeCloseTo((2 * half) / 3, 15)
    expect(loss?.numbers?.pytorch).toBeCloseTo((2 * half) / 3, 15)
    const [worked] = await told(workedDocument())
    expect(worked?.numbers).toMatchObject({ here: 0.2983711087600027, keras: 0.2983711087600027 })
    expect(worked?.keras).toContain('With two outputs that is the same number.')
  })

  it.each(idsOf(losses).filter((id) => id !== 'half-squared-error' && id !== 'hinge'))(
    '%s: the number for PyTorch is that of PyTorch',
    async (id) => {
      const golden = fixture('test/fixtures/golden/members.json') as GoldenMembers
      const [own] = golden.losses.filter((each) => each.id === id)
      if (!own) throw new Error(`There is no golden ${id}.`)
      const document = three(id, id.startsWith('binary') ? 'sigmoid' : id.startsWith('cat') ? 'softmax' : 'linear')
      const traced = await traceOf(document)
      const layers = traced.layers.map((layer) => (layer.id === 'output' ? { ...layer, a: [own.a] } : layer))
      const trace = { ...traced, layers, y: [own.y], losses: [own.value] }
      const [loss] = conventionsOf({ document, trace, sample: 0 })
      expect(loss?.numbers?.pytorch).toBeCloseTo(own.value, 12)
    },
  )

  it('speaks of this project, and only of what it has', async () => {
    const topics = async (document: ProjectDocument) => (await told(document)).map(({ topic }) => topic)
    expect(await topics(workedDocument())).toEqual([
      'Loss of a sample: Half squared error',
      'Over the batch',
      'Weights',
      'Update order',
      'Biases',
      'First weights',
      'Optimizer: SGD',
    ])
    const more = three('categorical-cross-entropy', 'softmax')
    expect(await topics({ ...more, training: { ...more.training, regularization: { l1: 0, l2: 0.1 } } })).toEqual(
      expect.arrayContaining(['Output activation and loss', 'Penalties on weights']),
    )
    const biases = (await told(workedDocument())).find(({ topic }) => topic === 'Biases')
    expect(biases?.here).toBe('In this project: one per unit; frozen.')
  })

  it('softmax with cross-entropy is one function in Keras too, where TensorFlow computes', async () => {
    const fusion = (await told(three('categorical-cross-entropy', 'softmax'))).find(({ topic }) =>
      topic.startsWith('Output activation'),
    )
    expect(fusion?.keras).toBe(
      'With TensorFlow one function where the layer comes just before the loss. With JAX or PyTorch two, unless the loss is given from_logits=True and the layer no activation.',
    )
  })

  it('without a trace it speaks without numbers', () => {
    const [loss] = conventionsOf({ document: workedDocument(), trace: null, sample: 0 })
    expect(loss?.numbers).toBeUndefined()
  })
})

describe('ConventionsTab', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('prints the numbers of the sample that is shown', async () => {
    showProject(three('half-squared-error', 'linear'))
    const tab = mounted(ConventionsTab)
    await vi.waitFor(() => expect(tab.find('.printed').exists()).toBe(true))
    expect(tab.findAll('.printed').map((each) => each.text())).toEqual(['0.03', '0.02', '0.02', '0.03'])
  })
})
