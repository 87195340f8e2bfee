import { type DatasetService } from '@shared/protocol/dataset-service'
import { type FileService } from '@shared/protocol/file-service'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { type ProjectService } from '@shared/protocol/project-service'
import { type ShellService } from '@shared/protocol/shell-service'
import { type TrainingService } from '@shared/protocol/training-service'

/** Everything behind the window, wherever it runs. */
export interface Services {
  readonly training: TrainingService
  readonly inspection: InspectionService
  readonly project: ProjectService
  readonly dataset: DatasetService
  readonly files: FileService
  readonly shell: ShellService
}

/** dropped: it may come back; taken-over: another window has the connection now, and that is somebody's wish. */
export type Loss = 'dropped' | 'taken-over'

export interface HostObserver {
  /** Connected, for the first time or again: from now on only these services answer. */
  opened(services: Services): void
  lost(loss: Loss, reason: string): void
}

export interface HostLink {
  /** Tries at once to connect again. */
  reconnect(): void
}
