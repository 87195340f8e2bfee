import { documentForDataset } from '@shared/document/defaults'

/** A table of numbers and categories, with three classes to predict. */
export const flowers = documentForDataset({
  id: 'flowers',
  name: 'Flowers',
  dataset: {
    kind: 'table',
    name: 'flowers.csv',
    table: 'a'.repeat(64),
    rows: 9,
    columns: [
      { kind: 'number', name: 'length' },
      { kind: 'number', name: 'width' },
      { kind: 'category', name: 'colour', categories: ['blue', 'red'] },
      { kind: 'category', name: 'species', categories: ['a', 'b', 'c'] },
    ],
  },
  target: 'species',
})
