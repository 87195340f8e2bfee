import { readFileSync } from 'node:fs'
import { newWeights } from '@shared/document/commands/new-weights'
import { type DenseLayer, type ProjectDocument } from '@shared/document/schema'
import { isDone } from '@shared/lesson/judge'
import { readNumbers, wantedOf } from '@shared/lesson/readings'
import { type Lesson, type LessonStep } from '@shared/lesson/schema'
import { positionsOf } from '@shared/lesson/switches'
import { expect, test } from 'vitest'
import { lessonIn } from '../../../../src-main/services/project/lessons'
import { inspectionService } from '../../../../src-main/services/training/inspection/inspection-service'
import { inRepository } from '../../../helpers/documents'
import { benchOf } from '../../../helpers/training-bench'

const lessonAt = (id: string): Lesson =>
  lessonIn(readFileSync(inRepository(`resources/lessons/${id}.bplesson`)), `${id}.bplesson`)

/** Which tasks of a step are done by a project alone, before anything is typed or trained. */
async function doneBy(document: ProjectDocument, step: LessonStep): Promise<boolean[]> {
  const wanted = wantedOf(step, positionsOf(document))
  const numbers = await readNumbers(inspectionService(benchOf(document).session), wanted)
  return step.tasks.map((task) => isDone(task, { document, numbers, answer: '' }))
}

type Change = (layer: DenseLayer, index: number) => Partial<DenseLayer>
/** Changes the dense layers; `index` counts them from 0. */
function withLayers(document: ProjectDocument, change: Change): ProjectDocument {
  const dense = document.network.layers.filter(({ kind }) => kind === 'dense')
  const layers = document.network.layers.map((layer) =>
    layer.kind === 'dense' ? { ...layer, ...change(layer, dense.indexOf(layer)) } : layer,
  )
  return { ...document, network: { ...document.network, layers } }
}
const withLoss = (document: ProjectDocument, loss: ProjectDocument['training']['loss']): ProjectDocument => ({
  ...document,
  training: { ...document.training, loss },
})
const hidden =
  (changes: Partial<DenseLayer>): Change =>
  (_, index) =>
    index < 5 ? changes : {}
const biases = (...initialBiases: number[]): Change => () => ({ initialBiases }) // prettier-ignore

test.each(['worked-example', 'four-equations', 'vanishing-gradients', 'softmax-cross-entropy', 'adam'])(
  '%s: no task is done before anything was done',
  async (id) => {
    const { project, steps } = lessonAt(id)
    for (const step of steps) expect(await doneBy(project, step), step.id).not.toContain(true)
  },
)

test.each<[string, string, string, number, (project: ProjectDocument) => ProjectDocument]>([
  [
    'vanishing-gradients',
    'product',
    'a weight of 4',
    1,
    (project) => withLayers(project, (_, index) => (index === 5 ? { initialWeights: [[4]], initialBiases: [-2] } : {})),
  ],
  ['vanishing-gradients', 'tanh', 'tanh', 0, (project) => withLayers(project, hidden({ activation: 'tanh' }))],
  ['vanishing-gradients', 'relu', 'dead ReLU', 0, (project) => withLayers(project, hidden({ activation: 'relu' }))],
  [
    'vanishing-gradients',
    'relu',
    'ReLU',
    1,
    (project) => withLayers(project, hidden({ activation: 'relu', initialBiases: [0] })),
  ],
  ['softmax-cross-entropy', 'softmax', 'shifted scores', 1, (project) => withLayers(project, biases(5.1, 5, 4.9))],
  ['softmax-cross-entropy', 'squared', 'squared error', 0, (project) => withLoss(project, 'half-squared-error')],
  [
    'softmax-cross-entropy',
    'squared',
    'squared error, surely wrong',
    1,
    (project) => withLoss(withLayers(project, biases(0.1, -8, -0.1)), 'half-squared-error'),
  ],
  [
    'softmax-cross-entropy',
    'squared',
    'cross-entropy, surely wrong',
    2,
    (project) => withLayers(project, biases(0.1, -8, -0.1)),
  ],
  [
    'four-equations',
    'symmetry',
    'weights of zero',
    3,
    (project) => newWeights().apply(withLayers(project, () => ({ initializer: { id: 'zeros' } }))),
  ],
])('%s, %s: the number that the task names comes of %s', async (id, stepId, _, task, change) => {
  const { project, steps } = lessonAt(id)
  const [step] = steps.filter((each) => each.id === stepId)
  if (!step) throw new Error(`${id} has no step ${stepId}.`)
  expect((await doneBy(change(project), step))[task]).toBe(true)
})
