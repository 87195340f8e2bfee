import { type ProjectDocument } from '@shared/document/schema'

/** Rows of the data, of all parts. */
export function sampleCount({ dataset }: ProjectDocument): number {
  switch (dataset.kind) {
    case 'none':
      return 0
    case 'inline':
      return dataset.features.length
    case 'table':
      return dataset.rows
  }
}
