import { readFileSync } from 'node:fs'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { type TrainingService } from '@shared/protocol/training-service'
import { inspectionService } from '../../../src-main/services/training/inspection/inspection-service'
import { useConnectionStore } from '../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useTrainingStore } from '../../../src-renderer/stores/training'
import { type Bench, benchOf } from '../../helpers/training-bench'
import { fakeServices, runUpdate } from './fake-host'

export interface OpenedProject extends Bench {
  readonly inspection: InspectionService
}

/** A window with the document open, over a real session: contract, codec and frames between. `changed` parts replace its own. */
export function openedProject(
  document: ProjectDocument,
  changed: { readonly inspection?: Partial<InspectionService>; readonly training?: Partial<TrainingService> } = {},
): OpenedProject {
  const bench = benchOf(document)
  const own = inspectionService(bench.session)
  const services = fakeServices({
    inspection: { ...own, ...changed.inspection },
    training: { ...bench.service, ...changed.training },
  })
  useDocumentStore().replace({ document, path: null })
  useConnectionStore().opened(services)
  useTrainingStore().apply(runUpdate({ runId: bench.session.currentRun().id }))
  return { ...bench, inspection: services.inspection }
}

/** The example project of the lecture note, with its exact weights and its biases fixed. */
export function workedExample(): ProjectDocument {
  const path = 'resources/examples/worked-example.json'
  const read = readDocument(JSON.parse(readFileSync(path, 'utf8')), path)
  if (!read.ok) throw read.error
  return read.value
}
