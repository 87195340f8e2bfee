import { datasetContract } from '@shared/protocol/dataset-service'
import { fileContract } from '@shared/protocol/file-service'
import { projectContract } from '@shared/protocol/project-service'
import { inspectionContract } from '@shared/protocol/inspection-service'
import { offer, type Offer } from '@shared/protocol/server'
import { trainingContract } from '@shared/protocol/training-service'
import { datasetService } from './dataset/dataset-service'
import { KeptTables } from './dataset/kept-tables'
import { TableStore } from './dataset/table-store'
import { fileService } from './files/file-service'
import { type Files } from './files/files'
import { Examples } from './project/examples'
import { Lessons } from './project/lessons'
import { ProjectFiles } from './project/project-files'
import { projectService } from './project/project-service'
import { RecentProjects } from './project/recent-projects'
import { inspectionService } from './training/inspection/inspection-service'
import { programs, THREADS } from './training/programs'
import { TrainingSession } from './training/session'
import { trainingService } from './training/training-service'

export interface Places {
  /** The folder `resources`. */
  readonly resources: string
  /** The folder that keeps settings of the person who uses the program. */
  readonly settings: string
  /** The bundle that helping threads of training run. */
  readonly threadScript: string
}

/** All services that live beside the run, wired to each other: what the utility process offers to a window. */
export function engineServices(files: Files, { resources, settings, threadScript }: Places): Offer[] {
  const tables = new TableStore()
  const session = new TrainingSession(tables, { createProgram: programs({ threadScript, threads: THREADS }) })
  const projects = new ProjectFiles(files, tables, session)
  const parts = {
    files,
    tables,
    kept: new KeptTables(files, settings),
    projects,
    examples: new Examples(files, resources),
    lessons: new Lessons(files, resources),
    recent: new RecentProjects(files, settings),
  }
  return [
    offer('project', projectContract, projectService(parts)),
    offer('dataset', datasetContract, datasetService(tables)),
    offer('training', trainingContract, trainingService(session)),
    offer('inspection', inspectionContract, inspectionService(session)),
    offer('files', fileContract, fileService(files)),
  ]
}
