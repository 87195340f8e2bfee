import { type MessagePort, workerData } from 'node:worker_threads'
import { RpcClient } from '@shared/protocol/client'
import { trainingContract, type TrainingService } from '@shared/protocol/training-service'
import { portTransport } from '../../src-main/services/transports/port-transport'

/** A window that shows every update: as the training store does, it takes one, waits for a frame, and asks for the next. */

const INTERVAL = 50
const FRAME = 1000 / 60

const client = new RpcClient(portTransport(workerData as MessagePort))
const service = client.service<TrainingService>('training', trainingContract)
for await (const _update of service.updates({ interval: INTERVAL }))
  await new Promise((resolve) => setTimeout(resolve, FRAME))
