import { documentForDataset } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { datasetContract, type DatasetService } from '@shared/protocol/dataset-service'
import { type FileService, fileContract } from '@shared/protocol/file-service'
import { inspectionContract, type InspectionService } from '@shared/protocol/inspection-service'
import { memoryTransports } from '@shared/protocol/memory-transport'
import { type ProjectService, projectContract } from '@shared/protocol/project-service'
import { offer, serve } from '@shared/protocol/server'
import { type ShellService, shellContract } from '@shared/protocol/shell-service'
import { noRun, type RunUpdate, trainingContract, type TrainingService } from '@shared/protocol/training-service'
import { type Services } from '../../../src-renderer/host/host'
import { servicesOver } from '../../../src-renderer/host/services'

/** Two features, two classes. */
export function smallDocument(name = 'Small'): ProjectDocument {
  return documentForDataset({
    id: 'small',
    name,
    target: 'kind',
    hidden: [3],
    dataset: {
      kind: 'table',
      name: 'small.csv',
      table: '0'.repeat(64),
      rows: 10,
      columns: [
        { kind: 'number', name: 'width' },
        { kind: 'number', name: 'height' },
        { kind: 'category', name: 'kind', categories: ['cat', 'dog'] },
      ],
    },
  })
}

export function runUpdate(changes: Partial<RunUpdate> = {}): RunUpdate {
  return {
    ...noRun,
    runId: 'run-1',
    batches: 1,
    untilEpoch: 200,
    ...changes,
  }
}

export interface Fakes {
  readonly training?: Partial<TrainingService>
  readonly inspection?: Partial<InspectionService>
  readonly project?: Partial<ProjectService>
  readonly dataset?: Partial<DatasetService>
  readonly files?: Partial<FileService>
  readonly shell?: Partial<ShellService>
}

const unasked = (service: string): never =>
  new Proxy(
    {},
    { get: (_, method) => () => Promise.reject(new Error(`${service}.${String(method)} was not expected`)) },
  ) as never

/** Services that answer with `fakes`, over real transports, contracts and codec. */
export function fakeServices(fakes: Fakes): Services {
  const [engineHere, engineThere] = memoryTransports()
  const [shellHere, shellThere] = memoryTransports()
  const filled = <Service extends object>(name: string, own: Partial<Service> | undefined): Service =>
    new Proxy<Service>(unasked(name), {
      get: (missing, method) => Reflect.get(own ?? {}, method) ?? Reflect.get(missing, method),
    })
  serve(engineThere, [
    offer('training', trainingContract, filled<TrainingService>('training', fakes.training)),
    offer('inspection', inspectionContract, filled<InspectionService>('inspection', fakes.inspection)),
    offer('project', projectContract, filled<ProjectService>('project', fakes.project)),
    offer('dataset', datasetContract, filled<DatasetService>('dataset', fakes.dataset)),
    offer('files', fileContract, filled<FileService>('files', fakes.files)),
  ])
  serve(shellThere, [offer('shell', shellContract, filled<ShellService>('shell', fakes.shell))])
  return servicesOver({ engine: engineHere, shell: shellHere }, () => undefined)
}
