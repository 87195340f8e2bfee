import { type Column, type ProjectDocument } from './schema'

/** One number that the network sees or gives: a numeric column, or one category of a text column (one-hot). */
export interface EncodedColumn {
  readonly column: string
  /** Absent for a numeric column. */
  readonly category?: string
  readonly label: string
}

export interface EncodedShape {
  readonly features: readonly EncodedColumn[]
  readonly targets: readonly EncodedColumn[]
  /** classification: the targets are one-hot classes. */
  readonly task: 'classification' | 'regression' | 'none'
}

function encode(column: Column): EncodedColumn[] {
  switch (column.kind) {
    case 'number':
      return [{ column: column.name, label: column.name }]
    case 'category':
      return column.categories.map((category) => ({ column: column.name, category, label: category }))
  }
}

const feature = (encoded: EncodedColumn): EncodedColumn =>
  encoded.category === undefined ? encoded : { ...encoded, label: `${encoded.column} = ${encoded.category}` }

/** Rows of the data, of all parts. */
export function sampleCount({ dataset }: Pick<ProjectDocument, 'dataset'>): number {
  switch (dataset.kind) {
    case 'none':
      return 0
    case 'inline':
      return dataset.features.length
    case 'table':
      return dataset.rows
  }
}

/** The columns the network sees and gives, derived from the data and the recipe; the data itself is not needed. */
export function encodedShape({
  dataset,
  recipe,
  training,
}: Pick<ProjectDocument, 'dataset' | 'recipe' | 'training'>): EncodedShape {
  switch (dataset.kind) {
    case 'none':
      return { features: [], targets: [], task: 'none' }
    case 'inline': {
      const named = (names: readonly string[]) => names.map((name) => ({ column: name, label: name }))
      const task = training.loss === 'categorical-cross-entropy' ? 'classification' : 'regression'
      return { features: named(dataset.featureNames), targets: named(dataset.targetNames), task }
    }
    case 'table': {
      const target = dataset.columns.find((column) => column.name === recipe.target)
      const features = dataset.columns.filter(
        (column) => column !== target && column.name !== recipe.sampleWeights && !recipe.ignored.includes(column.name),
      )
      return {
        features: features.flatMap(encode).map(feature),
        targets: target ? encode(target) : [],
        task: target?.kind === 'category' ? 'classification' : 'regression',
      }
    }
  }
}
