import { type ProjectDocument } from '@shared/document/schema'
import { type TrainingService } from '@shared/protocol/training-service'
import { documentForTable } from '../../src-main/services/dataset/document-for-table'
import { TableStore } from '../../src-main/services/dataset/table-store'
import { TrainingSession } from '../../src-main/services/training/session'
import { trainingService } from '../../src-main/services/training/training-service'
import { HandClock } from './hand-clock'

export interface Bench {
  readonly clock: HandClock
  readonly session: TrainingSession
  readonly service: TrainingService
  readonly document: ProjectDocument
}

/** The training service over a session with the document open. */
export function benchOf(document: ProjectDocument, tables = new TableStore()): Bench {
  const clock = new HandClock()
  const session = new TrainingSession(tables, { clock })
  session.open(document)
  return { clock, session, service: trainingService(session), document }
}

/** The same over a table, with the document that is made for it. */
export function tableBench(csv: string, target: string, validationShare = 0): Bench {
  const tables = new TableStore()
  const table = tables.add(new TextEncoder().encode(csv), 'data.csv')
  return benchOf(documentForTable(table, target, { hidden: [4], validationShare }), tables)
}

export const houses = `area,town,price
50,A,100
60,B,140
70,A,150
80,B,190
90,A,200
100,B,240
`
