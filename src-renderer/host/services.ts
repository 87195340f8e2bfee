import { RpcClient } from '@shared/protocol/client'
import { datasetContract } from '@shared/protocol/dataset-service'
import { fileContract } from '@shared/protocol/file-service'
import { inspectionContract } from '@shared/protocol/inspection-service'
import { projectContract } from '@shared/protocol/project-service'
import { shellContract } from '@shared/protocol/shell-service'
import { trainingContract } from '@shared/protocol/training-service'
import { type Transport } from '@shared/protocol/transport'
import { type Services } from './host'

export interface Transports {
  readonly engine: Transport
  readonly shell: Transport
}

/** The typed services over a window's two connections; `closed` hears of the first of them that ends. */
export function servicesOver({ engine, shell }: Transports, closed: (reason: string) => void): Services {
  let open = true
  const once = (reason: string): void => {
    if (!open) return
    open = false
    closed(reason)
  }
  const engineClient = new RpcClient(engine, once)
  const shellClient = new RpcClient(shell, once)
  return {
    training: engineClient.service('training', trainingContract),
    inspection: engineClient.service('inspection', inspectionContract),
    project: engineClient.service('project', projectContract),
    dataset: engineClient.service('dataset', datasetContract),
    files: engineClient.service('files', fileContract),
    shell: shellClient.service('shell', shellContract),
  }
}
