import { type ProjectDocument } from '@shared/document/schema'
import { TableStore } from '../../src-main/services/dataset/table-store'
import { packProject, unpackProject } from '../../src-main/services/project/container'
import { TrainingSession } from '../../src-main/services/training/session'
import { HandClock } from './hand-clock'

/** A session with the document open, and the clock that moves it. */
export function opened(document: ProjectDocument) {
  const clock = new HandClock()
  const session = new TrainingSession(new TableStore(), { clock })
  session.open(document)
  return { clock, session }
}

/** Where the run stands. */
export function stateOf(session: TrainingSession) {
  const { status, trainer, untilEpoch } = session.currentRun()
  const { epoch, batch, step } = trainer
  return { status, epoch, batch, step, untilEpoch }
}

/** Through bytes and back, as a save and a reopening would. */
export function reopened(session: TrainingSession, document: ProjectDocument) {
  const bytes = packProject({ document, ...session.saved(), tables: {} })
  const content = unpackProject(bytes, 'again.bpstudio')
  const clock = new HandClock()
  const again = new TrainingSession(new TableStore(), { clock })
  again.open(content.document, content)
  return { clock, session: again }
}
