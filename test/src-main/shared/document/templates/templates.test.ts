import { idsOf } from '@shared/catalog/entry'
import { useTemplate } from '@shared/document/commands'
import { blankDocument, documentForDataset } from '@shared/document/defaults'
import { emptyHistory, record, undo } from '@shared/document/history'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { type TemplateId, templates } from '@shared/document/templates'
import { describe, expect, test } from 'vitest'
import { documentAt } from '../../../../helpers/documents'

const wide: ProjectDocument = documentForDataset({
  id: 'digits',
  name: 'Digits',
  target: 'digit',
  dataset: {
    kind: 'table',
    name: 'digits.csv',
    table: '0'.repeat(64),
    rows: 100,
    columns: [
      ...Array.from({ length: 784 }, (_, index) => ({ kind: 'number' as const, name: `p${index}` })),
      { kind: 'category' as const, name: 'digit', categories: [...'0123456789'] },
    ],
  },
})
const iris = documentAt('test/fixtures/documents/format-1-iris.json')
const examples: Record<string, ProjectDocument> = {
  'worked example': documentAt('resources/examples/worked-example.json'),
  XOR: documentAt('resources/examples/xor.json'),
  iris,
  digits: wide,
  'petal lengths': { ...iris, recipe: { ...iris.recipe, target: 'petal length' } },
}
const ids = idsOf<TemplateId>(templates)
const every = Object.entries(examples).flatMap(([name, document]) => ids.map((id) => [id, name, document] as const))

describe('templates', () => {
  test.each(every)('%s on %s gives a network without problems, or says why not', (id, _name, document) => {
    const { unfit } = templates[id]
    const next = useTemplate(id).apply(document)
    const reason = unfit(document)
    if (reason === null) {
      expect(inferShapes(next).problems).toEqual([])
      expect(readDocument(next, 'test')).toEqual({ ok: true, value: next })
    } else {
      expect(reason).toMatch(/\.$/)
      expect(next).toBe(document)
    }
  })

  test('each suits the data it is for', () => {
    const suited = (document: ProjectDocument): TemplateId[] =>
      ids.filter((id) => templates[id].unfit(document) === null)
    expect(suited(iris)).toEqual(['perceptron', 'classifier', 'wide-and-deep', 'residual', 'playground'])
    expect(suited(examples.XOR ?? iris)).toEqual([
      'perceptron',
      'classifier',
      'autoencoder',
      'wide-and-deep',
      'residual',
      'playground',
    ])
    expect(suited(examples['petal lengths'] ?? iris)).toContain('regressor')
    expect(suited(examples['worked example'] ?? iris)).toContain('worked-example')
  })

  test.each(ids)('%s without data complains of nothing but the data', (id) => {
    const next = useTemplate(id).apply(blankDocument('blank', 'Blank'))
    expect(inferShapes(next).problems.map(({ message }) => message)).toEqual([
      'There is no data. Open a CSV file or an example.',
    ])
  })

  test('the worked example is the example of this name', () => {
    const example = documentAt('resources/examples/worked-example.json')
    const next = useTemplate('worked-example').apply(example)
    const plain = ({ network }: ProjectDocument) => network.layers.map((layer) => layer)
    expect(plain(next)).toEqual(plain(example))
    expect(next.training.optimizer).toEqual(example.training.optimizer)
  })

  test('the autoencoder gives back the features, and one undo takes all of it back', () => {
    const xor = documentAt('resources/examples/xor.json')
    const { label, apply } = useTemplate('autoencoder')
    const next = apply(xor)
    if (next.dataset.kind !== 'inline') throw new Error('XOR is inline')
    expect(next.dataset.targets).toEqual(next.dataset.features)
    const history = record(emptyHistory, { before: xor, after: next, label })
    expect(undo(next, history)?.value).toEqual(xor)
  })
})
