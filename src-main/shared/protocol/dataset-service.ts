import * as v from 'valibot'
import { projectDocument, type ProjectDocument } from '../document/schema'
import { call, type ContractOf } from './contract'

export interface ColumnSummary {
  readonly name: string
  /** weight: how much each row counts. */
  readonly role: 'feature' | 'target' | 'weight' | 'ignored'
  readonly kind: 'number' | 'category'
  /** Of the training part, as the scaling sees it; null for a text column. */
  readonly statistics: {
    readonly minimum: number
    readonly mean: number
    readonly maximum: number
    readonly deviation: number
  } | null
  /** Counts per category over all rows; empty for a numeric column. */
  readonly categories: readonly { readonly name: string; readonly count: number }[]
}

export interface DatasetOverview {
  readonly rows: number
  readonly trainingRows: number
  readonly validationRows: number
  readonly columns: readonly ColumnSummary[]
}

export interface RowPage {
  readonly offset: number
  readonly rows: readonly {
    readonly index: number
    readonly part: 'training' | 'validation'
    readonly cells: readonly (string | number)[]
  }[]
}

export interface DatasetService {
  overview(argument: { document: ProjectDocument }): Promise<DatasetOverview>
  /** Rows as they came, with the part they belong to; at most 500 at a time. */
  rows(argument: { document: ProjectDocument; offset: number; limit: number }): Promise<RowPage>
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))

export const datasetContract: ContractOf<DatasetService> = {
  overview: call(v.object({ document: projectDocument })),
  rows: call(v.object({ document: projectDocument, offset: whole, limit: v.pipe(whole, v.maxValue(500)) })),
}
